package org.jobdeck.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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
            Optional<List<String>> daemon = DaemonRun.argumentsOf(args);
            int code = daemon.isPresent() ? DaemonRun.run(daemon.get(), host) : parseAndRun(args);
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

    private int parseAndRun(String[] args) throws Failure {
        CommandTree tree = CommandTree.of(host, args);
        ParseResult parsed;
        try {
            parsed = tree.commandLine().parseArgs(args);
        } catch (ParameterException e) {
            throw UsageErrors.translate(e);
        }
        ParseResult last = parsed;
        for (ParseResult level = parsed; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            last = level;
            if (level.isUsageHelpRequested()) {
                host.out().print(usage(level));
                host.out().flush();
                return ExitCode.DONE;
            }
        }
        if (parsed.isVersionHelpRequested()) {
            host.out().println(Main.versionText());
            return ExitCode.DONE;
        }
        return tree.command(last.commandSpec()).run(last, host);
    }

    private static String usage(ParseResult level) {
        CommandLine commandLine = level.commandSpec().commandLine();
        return commandLine.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private void tell(String sentence) {
        host.out().flush();
        host.err().println(NAME + ": " + sentence);
        host.err().flush();
    }
}
