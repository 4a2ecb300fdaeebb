package org.jobdeck.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.source.qmp.QmpSource;

/**
 * A program of QEMU's with two monitors: one for the commands and one for the test. Needs {@code qemu-storage-daemon} or
 * {@code qemu-system-x86_64} on the path (packages qemu-system-common and qemu-system-x86).
 */
final class RealQemu implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Path directory;
    private final Process process;
    private final SelectorThread thread;
    private final QmpSource other;

    private RealQemu(Path directory, List<String> words) throws Exception {
        this.directory = directory;
        Path pidFile = directory.resolve("pid");
        Path log = directory.resolve("log");
        process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // a machine writes its number before it listens
        while (!Files.exists(pidFile)
                || !Files.exists(directory.resolve("mine"))
                || !Files.exists(directory.resolve("other"))) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("QEMU ended: " + Files.readString(log));
            }
        }
        thread = SelectorThread.start("other", Clock.system());
        other = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(directory.resolve("other")));
        CompletableFuture<Void> live = new CompletableFuture<>();
        Runnable look = () -> {
            switch (other.status().state()) {
                case LIVE -> live.complete(null);
                case UNREACHABLE -> other.retry();
                default -> {
                    // it comes
                }
            }
        };
        other.addChangeListener(look);
        look.run();
        live.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static RealQemu storageDaemon(Path directory, String... nodes) throws Exception {
        List<String> words = new ArrayList<>(List.of("qemu-storage-daemon"));
        for (String name : List.of("mine", "other")) {
            words.addAll(List.of(
                    "--chardev", "socket,id=" + name + ",path=" + directory.resolve(name) + ",server=on,wait=off"));
            words.addAll(List.of("--monitor", "chardev=" + name));
        }
        for (String node : nodes) {
            words.addAll(List.of("--blockdev", node));
        }
        words.addAll(List.of("--pidfile", directory.resolve("pid").toString()));
        return new RealQemu(directory, words);
    }

    static RealQemu machine(Path directory, String... nodes) throws Exception {
        List<String> words = new ArrayList<>(List.of("qemu-system-x86_64", "-machine", "none", "-nodefaults", "-S"));
        words.addAll(List.of("-display", "none"));
        for (String name : List.of("mine", "other")) {
            words.addAll(List.of("-qmp", "unix:" + directory.resolve(name) + ",server=on,wait=off"));
        }
        for (String node : nodes) {
            words.addAll(List.of("-blockdev", node));
        }
        words.addAll(List.of("-pidfile", directory.resolve("pid").toString()));
        return new RealQemu(directory, words);
    }

    String address() {
        return "unix:" + directory.resolve("mine");
    }

    /** The test's own monitor. */
    QmpSource other() {
        return other;
    }

    /** Asks over the test's own monitor. */
    JsonValue execute(String command, String arguments) throws Exception {
        return other.execute(QmpRequest.of(command, JsonDocument.parseObject(arguments)))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        thread.close();
        kill();
    }
}
