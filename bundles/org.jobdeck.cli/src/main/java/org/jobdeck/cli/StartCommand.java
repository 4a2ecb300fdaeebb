package org.jobdeck.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Starting jobs in a running QEMU; the kinds of jobs are commands below it. */
final class StartCommand implements Command {

    static final String NAME = "start";

    private final CommandSpec spec = CommandTree.specOf(NAME, "Starts a job in a running QEMU.");

    StartCommand() {
        spec.usageMessage().synopsisSubcommandLabel("TYPE");
        spec.usageMessage().commandListHeading("Types of jobs:%n");
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        throw Failure.usage("'jobdeck start' needs the type of the job: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
