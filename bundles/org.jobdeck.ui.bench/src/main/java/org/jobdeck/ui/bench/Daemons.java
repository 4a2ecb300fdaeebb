package org.jobdeck.ui.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobdeck.qmp.client.QmpAddress;

/** QEMU's storage daemons, each with pairs of nodes that can be backed up; gone when this is closed. */
final class Daemons implements AutoCloseable {

    private static final String PROGRAM = "qemu-storage-daemon";
    private static final int PATIENCE_SECONDS = 20;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    private Daemons(Path folder) {
        this.folder = folder;
    }

    /** Whether the program is on the path. */
    static boolean areThere() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator)).anyMatch(each -> Files.isExecutable(Path.of(each, PROGRAM)));
    }

    /** Starts so many, and returns when all of them listen. */
    static Daemons start(int count, int pairs) throws IOException, InterruptedException {
        Daemons daemons = new Daemons(Files.createTempDirectory("jobdeck-bench"));
        try {
            for (int i = 0; i < count; i++) {
                daemons.running.add(daemons.begin(i, pairs));
            }
            for (int i = 0; i < count; i++) {
                daemons.await(i);
            }
            return daemons;
        } catch (IOException | InterruptedException e) {
            daemons.close();
            throw e;
        }
    }

    private Process begin(int number, int pairs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM,
                "--chardev",
                "socket,id=m,path=" + socket(number) + ",server=on,wait=off",
                "--monitor",
                "chardev=m",
                "--pidfile",
                pidFile(number).toString()));
        for (String side : List.of("from", "to")) {
            IntStream.range(0, pairs)
                    .mapToObj(pair -> "driver=null-co,size=1099511627776,node-name=" + side + pair)
                    .forEach(node -> command.addAll(List.of("--blockdev", node)));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(number).toFile())
                .start();
    }

    private void await(int number) throws IOException, InterruptedException {
        Process process = running.get(number);
        while (!Files.exists(pidFile(number))) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        PROGRAM + " ended: " + Files.readString(log(number)).strip());
            }
        }
    }

    List<QmpAddress> addresses() {
        return IntStream.range(0, running.size())
                .<QmpAddress>mapToObj(number -> new QmpAddress.Unix(socket(number)))
                .toList();
    }

    private Path socket(int number) {
        return folder.resolve("qmp" + number);
    }

    private Path pidFile(int number) {
        return folder.resolve("pid" + number);
    }

    private Path log(int number) {
        return folder.resolve("log" + number);
    }

    @Override
    public void close() throws IOException {
        running.forEach(Process::destroyForcibly);
        for (Process process : running) {
            process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }
        running.clear();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        }
    }
}
