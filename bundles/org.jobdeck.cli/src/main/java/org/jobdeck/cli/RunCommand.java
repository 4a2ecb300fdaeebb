package org.jobdeck.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Running one job here and now; the kinds of jobs are commands below it. */
final class RunCommand implements Command {

    static final String NAME = "run";

    private final CommandSpec spec = CommandTree.specOf(NAME, "Runs one job in an engine of its own, here and now.");

    RunCommand() {
        spec.usageMessage().synopsisSubcommandLabel("TYPE");
        spec.usageMessage().commandListHeading("Types of jobs:%n");
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        throw Failure.usage("'jobdeck run' needs the type of the job: "
                + (spec.subcommands().isEmpty()
                        ? "none is installed"
                        : String.join(", ", spec.subcommands().keySet())));
    }
}
