package org.jobdeck.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The window; this program is what starts where there is none. */
final class DesktopCommand implements Command {

    private final CommandSpec spec = CommandTree.specOf(
            "desktop",
            "Opens the window with an engine of its own.",
            "Needs a display and, on Linux, GTK 3.",
            "Without a window, 'jobdeck demo --headless', 'jobdeck run' and 'jobdeck top' work in the terminal.");

    DesktopCommand() {
        spec.addOption(Addresses.attach());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        throw Failure.usage(
                "the window cannot be opened from here, because this is the command line's part of the program alone;"
                        + " start the script 'jobdeck desktop', or use 'jobdeck top', 'jobdeck demo --headless' or 'jobdeck run'");
    }
}
