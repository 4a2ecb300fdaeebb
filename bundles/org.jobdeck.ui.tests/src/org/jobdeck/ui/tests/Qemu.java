package org.jobdeck.ui.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jobdeck.qmp.client.QmpAddress;

/** A process of QEMU with two monitors and no guest, which can be stopped and killed. */
final class Qemu implements AutoCloseable {

    /** Which of QEMU's programs. */
    enum Program {
        /** The storage daemon. */
        STORAGE_DAEMON,
        /** The machine emulator, with no machine. */
        SYSTEM
    }

    private final Path directory;
    private final Process process;

    private Qemu(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts one with nodes of 64 MiB that hold nothing, of those names, and returns when both monitors listen. */
    static Qemu start(Program program, Path directory, List<String> nodes) throws IOException, InterruptedException {
        return start(program, directory, "67108864", nodes);
    }

    /** The same with nodes of that many bytes. */
    static Qemu start(Program program, Path directory, String size, List<String> nodes)
            throws IOException, InterruptedException {
        boolean system = program == Program.SYSTEM;
        String dash = system ? "-" : "--";
        List<String> command = new ArrayList<>(List.of(system ? "qemu-system-x86_64" : "qemu-storage-daemon"));
        if (system) {
            command.addAll(List.of("-machine", "none", "-nodefaults", "-display", "none"));
        }
        for (String monitor : List.of("a", "b")) {
            Path socket = directory.resolve(monitor);
            command.addAll(
                    List.of(dash + "chardev", "socket,id=" + monitor + ",path=" + socket + ",server=on,wait=off"));
            command.addAll(
                    system
                            ? List.of("-mon", "chardev=" + monitor + ",mode=control")
                            : List.of("--monitor", "chardev=" + monitor));
        }
        nodes.forEach(node ->
                command.addAll(List.of(dash + "blockdev", "driver=null-co,size=" + size + ",node-name=" + node)));
        command.addAll(List.of(dash + "pidfile", directory.resolve("pid").toString()));
        Files.deleteIfExists(directory.resolve("pid"));
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.exists(directory.resolve("pid"))) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException(program + " ended: " + Files.readString(log));
            }
        }
        return new Qemu(directory, process);
    }

    /** The monitor for the window. */
    QmpAddress monitor() {
        return new QmpAddress.Unix(directory.resolve("a"));
    }

    /** The monitor for somebody else. */
    QmpAddress otherMonitor() {
        return new QmpAddress.Unix(directory.resolve("b"));
    }

    /** Stops all of its threads, and returns when they stand still. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        boolean still = false;
        while (!still) {
            try (Stream<Path> all = Files.list(threads)) {
                still = all.allMatch(thread -> stateOf(thread).equals("T"));
            }
        }
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
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

    /** Kills it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
