package org.jobdeck.servers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running program of QEMU's whose monitors are Unix domain sockets in a folder. It can be stopped and killed.
 *
 * <p>Needs {@code qemu-storage-daemon} or {@code qemu-system-x86_64} on the path (packages qemu-system-common and
 * qemu-system-x86). One thread.
 */
public final class QemuProgram implements AutoCloseable {

    private final Path folder;
    private final Process process;

    private QemuProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts the storage daemon, and returns when it listens.
     *
     * @param folder of its sockets, log and pid file
     * @param monitors the names of its sockets
     * @param nodes the values of {@code --blockdev}
     */
    public static QemuProgram storageDaemon(Path folder, List<String> monitors, List<String> nodes)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("qemu-storage-daemon"));
        for (String monitor : monitors) {
            words.addAll(List.of("--chardev", "socket,id=" + monitor + "," + place(folder, monitor)));
            words.addAll(List.of("--monitor", "chardev=" + monitor));
        }
        nodes.forEach(node -> words.addAll(List.of("--blockdev", node)));
        words.add("--pidfile");
        return start(folder, monitors, words);
    }

    /** Starts the machine emulator with no machine, stopped; otherwise the same. */
    public static QemuProgram emptyMachine(Path folder, List<String> monitors, List<String> nodes)
            throws IOException, InterruptedException {
        return machine(folder, monitors, nodes, List.of("-machine", "none", "-nodefaults", "-S", "-display", "none"));
    }

    /**
     * The same with a machine.
     *
     * @param options more words of its command line
     */
    public static QemuProgram machine(Path folder, List<String> monitors, List<String> nodes, List<String> options)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("qemu-system-x86_64"));
        words.addAll(options);
        for (String monitor : monitors) {
            words.addAll(List.of("-chardev", "socket,id=" + monitor + "," + place(folder, monitor)));
            words.addAll(List.of("-mon", "chardev=" + monitor + ",mode=control"));
        }
        nodes.forEach(node -> words.addAll(List.of("-blockdev", node)));
        words.add("-pidfile");
        return start(folder, monitors, words);
    }

    private static String place(Path folder, String monitor) {
        return "path=" + folder.resolve(monitor) + ",server=on,wait=off";
    }

    private static QemuProgram start(Path folder, List<String> monitors, List<String> words)
            throws IOException, InterruptedException {
        Path pidFile = folder.resolve("pid");
        Path log = folder.resolve("log");
        Files.deleteIfExists(pidFile);
        for (String monitor : monitors) {
            Files.deleteIfExists(folder.resolve(monitor));
        }
        words.add(pidFile.toString());
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // a machine writes its number before it listens
        while (!Files.exists(pidFile) || !listens(folder, monitors)) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new IOException("QEMU ended: " + Files.readString(log));
            }
        }
        return new QemuProgram(folder, process);
    }

    /** A socket that is bound is no socket yet that may be connected to; the kernel lists those that may with a flag. */
    private static boolean listens(Path folder, List<String> monitors) throws IOException {
        List<String> sockets = Files.readAllLines(Path.of("/proc/net/unix"));
        return monitors.stream()
                .allMatch(monitor -> sockets.stream()
                        .anyMatch(line -> line.endsWith(" " + folder.resolve(monitor)) && line.contains(" 00010000 ")));
    }

    /** The socket of the monitor of that name. */
    public Path socket(String monitor) {
        return folder.resolve(monitor);
    }

    /** Stops all of its threads, and returns when they stand still. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        boolean still = false;
        while (!still) {
            try (Stream<Path> all = Files.list(threads)) {
                still = all.allMatch(thread -> stateOf(thread).equals("T"));
            }
        }
    }

    /** Lets it go on. */
    public void thaw() throws IOException, InterruptedException {
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

    /** Kills it as {@code kill -9} does, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills it. */
    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
