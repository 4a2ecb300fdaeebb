package org.jobdeck.source.qmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** QEMU's storage daemon, which can be stopped, killed and started anew on the same socket. */
final class RealDaemon implements AutoCloseable {
    private final Path directory;
    private Process process;

    /** Not running yet. */
    RealDaemon(Path directory) {
        this.directory = directory;
    }

    Path socket() {
        return directory.resolve("qmp");
    }

    void start() throws Exception {
        Path pidFile = directory.resolve("pid");
        Path log = directory.resolve("log");
        Files.deleteIfExists(pidFile);
        process = new ProcessBuilder(
                        "qemu-storage-daemon",
                        "--chardev",
                        "socket,id=m,path=" + socket() + ",server=on,wait=off",
                        "--monitor",
                        "chardev=m",
                        "--pidfile",
                        pidFile.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(pidFile)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("The daemon ended: " + Files.readString(log));
            }
        }
    }

    /** Stops all of its threads, and returns when they stand still. */
    void freeze() throws Exception {
        signal("STOP");
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        boolean still = false;
        while (!still) {
            try (Stream<Path> all = Files.list(threads)) {
                still = all.allMatch(thread -> stateOf(thread).equals("T"));
            }
        }
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** The letter behind the name in parentheses. */
    private static String stateOf(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
