package org.jobdeck.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A storage daemon that can be started.
 *
 * @param name how tables call it
 * @param command what starts it, without its options
 */
record DaemonProgram(String name, List<String> command) {

    private static final String REAL = "qemu-storage-daemon";

    /** QEMU's daemon, if it is on the search path. */
    static Optional<DaemonProgram> real() {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            Path file = Path.of(folder, REAL);
            if (Files.isExecutable(file)) {
                return Optional.of(new DaemonProgram(REAL, List.of(file.toString())));
            }
        }
        return Optional.empty();
    }

    /** Our own daemon, in a Java machine like the one that runs this. */
    static DaemonProgram own() {
        List<String> command = new ArrayList<>(ownProcess());
        command.add(DaemonRun.NAME);
        return new DaemonProgram(Program.NAME, List.copyOf(command));
    }

    /** What starts this program again, without arguments, in a Java machine like the one that runs it now. */
    static List<String> ownProcess() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return List.copyOf(command);
    }

    /** The whole command line for a daemon that listens on a socket. */
    List<String> listeningOn(Path socket) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--chardev", "socket,id=m,path=" + socket + ",server=on,wait=off"));
        whole.addAll(List.of("--monitor", "chardev=m"));
        return whole;
    }
}
