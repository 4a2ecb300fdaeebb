package org.jobdeck.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.daemon.DaemonException;
import org.jobdeck.daemon.Rehearsal;
import org.jobdeck.daemon.StorageDaemon;

/** The life of a storage daemon in this process. */
final class DaemonRun {

    static final String NAME = "storage-daemon";

    private DaemonRun() {}

    /**
     * The daemon's own part of a command line that a daemon can be started from as it is. Clients wait for daemons, and to have
     * the parser of all commands look at such a line takes longer than anything else of a start: its classes are so old that
     * no ahead-of-time cache holds them.
     *
     * @return empty if it is for another command, asks for help or the version, or has something wrong with it
     */
    static Optional<List<String>> argumentsOf(String... line) {
        if (line.length == 0 || !line[0].equals(NAME)) {
            return Optional.empty();
        }
        return Optional.of(ownArguments(Arrays.asList(line))).filter(StorageDaemon::canRead);
    }

    /** What stands behind the command's name, in the order in which it was given, which counts. */
    static List<String> ownArguments(List<String> line) {
        return line.subList(line.indexOf(NAME) + 1, line.size()).stream()
                .filter(argument -> !argument.equals(Program.VERBOSE))
                .toList();
    }

    /**
     * Runs a daemon until somebody ends it.
     *
     * @throws Failure if something that it was asked for cannot be had
     */
    static int run(List<String> arguments, Host host) throws Failure {
        CompletableFuture<Void> rehearsal = Rehearsal.begin();
        try (StorageDaemon daemon = StorageDaemon.of(arguments);
                Registration _ = host.onInterrupt(daemon::quit)) {
            rehearsal.join();
            daemon.start();
            daemon.awaitQuit();
            return ExitCode.DONE;
        } catch (DaemonException e) {
            throw e.isWrongUsage() ? Failure.usage(e.getMessage()) : Failure.failed(e.getMessage(), e);
        }
    }
}
