package org.jobdeck.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.QmpAddress;
import org.jobdeck.qmp.client.QmpRequest;
import org.jobdeck.servers.tests.QemuProgram;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.qmp.QmpSource;

/**
 * A program of QEMU's with two monitors: one for the commands and one for the test. Needs {@code qemu-storage-daemon} or
 * {@code qemu-system-x86_64} on the path (packages qemu-system-common and qemu-system-x86).
 */
final class RealQemu implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;
    private static final String MINE = "mine";
    private static final String OTHER = "other";

    private final QemuProgram program;
    private final SelectorThread thread;
    private final QmpSource other;

    private RealQemu(QemuProgram program) throws Exception {
        this.program = program;
        thread = SelectorThread.start("other", Clock.system());
        other = QmpSource.attach(thread, Clock.system(), new QmpAddress.Unix(program.socket(OTHER)));
        CompletableFuture<Void> live = new CompletableFuture<>();
        Runnable look = () -> {
            if (other.status().state() == SourceState.LIVE) {
                live.complete(null);
            }
        };
        other.addChangeListener(look);
        look.run();
        live.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static RealQemu storageDaemon(Path directory, String... nodes) throws Exception {
        return new RealQemu(QemuProgram.storageDaemon(directory, List.of(MINE, OTHER), List.of(nodes)));
    }

    static RealQemu machine(Path directory, String... nodes) throws Exception {
        return new RealQemu(QemuProgram.emptyMachine(directory, List.of(MINE, OTHER), List.of(nodes)));
    }

    String address() {
        return "unix:" + program.socket(MINE);
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

    /** The process. */
    QemuProgram program() {
        return program;
    }

    @Override
    public void close() throws InterruptedException {
        thread.close();
        program.close();
    }
}
