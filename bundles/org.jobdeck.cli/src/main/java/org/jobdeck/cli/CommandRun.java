package org.jobdeck.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds the command that a command line is for. Whoever loads this class loads the parser. */
final class CommandRun {

    private CommandRun() {}

    /**
     * Runs the command.
     *
     * @return the exit code
     * @throws Failure if it fails, or there is something wrong with the command line
     */
    static int run(String[] args, Host host) throws Failure {
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
}
