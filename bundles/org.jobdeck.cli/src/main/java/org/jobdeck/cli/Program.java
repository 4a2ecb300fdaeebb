package org.jobdeck.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The whole command line: finds the command, runs it, and turns what goes wrong into one sentence and an exit code. */
final class Program {

    static final String NAME = "jobdeck";
    static final String VERBOSE = "--verbose";

    private final Host host;

    Program(Host host) {
        this.host = host;
    }

    int run(String[] args) {
        boolean verbose = Arrays.asList(args).contains(VERBOSE);
        host.showLog(verbose);
        try {
            int code = runOrFail(args);
            if (code == ExitCode.DONE && host.out().checkError()) {
                throw Failure.failed(LostOutput.SENTENCE);
            }
            return code;
        } catch (Failure e) {
            tell(e.getMessage());
            if (verbose) {
                StackText.write(e, host.err());
            }
            return e.exitCode();
        } catch (RuntimeException | LinkageError e) {
            tell("an error inside the program ended it ("
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                    + "); run it again with " + VERBOSE + " to see where, and report it");
            if (verbose) {
                StackText.write(e, host.err());
            }
            return ExitCode.FAILED;
        }
    }

    private int runOrFail(String[] args) throws Failure {
        Optional<List<String>> daemon = DaemonRun.argumentsOf(args);
        if (daemon.isPresent()) {
            return DaemonRun.run(daemon.get(), host);
        }
        Optional<List<String>> image = ImageRun.argumentsOf(args);
        return image.isPresent() ? ImageRun.run(image.get(), host) : CommandRun.run(args, host);
    }

    private void tell(String sentence) {
        host.out().flush();
        host.err().println(NAME + ": " + sentence);
        host.err().flush();
    }
}
