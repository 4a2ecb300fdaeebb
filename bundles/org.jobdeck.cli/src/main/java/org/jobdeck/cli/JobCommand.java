package org.jobdeck.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Verbs on jobs of a running QEMU; the verbs are commands below it. */
final class JobCommand implements Command {

    private final CommandSpec spec = CommandTree.specOf("job", "Steers jobs of a running QEMU.");

    JobCommand() {
        spec.usageMessage().synopsisSubcommandLabel("VERB");
        spec.usageMessage().commandListHeading("Verbs:%n");
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        throw Failure.usage("'jobdeck job' needs a verb: "
                + String.join(", ", spec.subcommands().keySet()));
    }
}
