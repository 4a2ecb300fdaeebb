package org.jobdeck.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The daemon's command line.
 *
 * @param steps what is to be set up, in this order
 * @param pidFile where the process's number is written once all is set up
 * @param allowRemote whether monitors may be reached from other machines, which gives whoever comes the rights of this process
 */
record DaemonOptions(List<Step> steps, Optional<Path> pidFile, boolean allowRemote) {

    private static final String PID_FILE = "--pidfile";
    private static final String ALLOW_REMOTE = "--allow-remote";

    private static final Map<String, Kind> KINDS = Map.of(
            "--chardev", Kind.CHARDEV, "--monitor", Kind.MONITOR, "--blockdev", Kind.BLOCKDEV, "--object", Kind.OBJECT);

    /** What QEMU's daemon has besides. */
    private static final List<String> WITHOUT = List.of("--export", "--nbd-server", "--daemonize", "--trace", "-T");

    /** What a step sets up. */
    enum Kind {
        CHARDEV,
        MONITOR,
        BLOCKDEV,
        OBJECT
    }

    /**
     * One thing to be set up.
     *
     * @param option the option's name, for messages
     * @param text its value
     */
    record Step(Kind kind, String option, String text) {}

    /** Copies the list. */
    DaemonOptions {
        steps = List.copyOf(steps);
    }

    /**
     * Reads a command line; values may stand behind {@code =} or in the next argument.
     *
     * @throws DaemonException with what is wrong with it
     */
    static DaemonOptions parse(List<String> arguments) throws DaemonException {
        List<Step> steps = new ArrayList<>();
        Optional<Path> pidFile = Optional.empty();
        boolean allowRemote = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.equals(ALLOW_REMOTE) && equals < 0) {
                allowRemote = true;
                continue;
            }
            if (!KINDS.containsKey(name) && !name.equals(PID_FILE)) {
                throw unknown(argument, name);
            }
            String value = argument.substring(equals + 1);
            if (equals < 0) {
                i++;
                if (i == arguments.size()) {
                    throw DaemonException.usage("option '" + name + "' requires an argument");
                }
                value = arguments.get(i);
            }
            if (name.equals(PID_FILE)) {
                pidFile = Optional.of(FileNames.path(value));
            } else {
                steps.add(new Step(KINDS.get(name), name, value));
            }
        }
        return new DaemonOptions(steps, pidFile, allowRemote);
    }

    private static DaemonException unknown(String argument, String name) {
        if (WITHOUT.contains(name)) {
            return DaemonException.usage("this daemon has no option '" + name + "', which QEMU's has; leave it out");
        }
        return DaemonException.usage(
                name.startsWith("-") ? "unrecognized option '" + argument + "'" : argument + ": Unexpected argument");
    }
}
