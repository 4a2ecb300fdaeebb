package org.jobdeck.cli;

import java.util.List;
import java.util.Optional;
import org.jobdeck.daemon.OwnSockets;
import org.jobdeck.qmp.client.QmpAddress;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The jobs of running QEMUs, shown live in the terminal and steered by keys. */
final class TopCommand implements Command {

    private final CommandSpec spec = CommandTree.specOf(
            "top",
            "Shows the jobs of running QEMUs live, and steers them.",
            "Without ADDRESS it shows this user's own engines, those of 'run', 'demo' and the window, as they come and go.",
            "Keys: arrows or j and k choose a job; p pause and resume, + and - speed, c complete, f finalize, d dismiss, "
                    + "x cancel, X force; / filter, ? help, q quit.",
            "Where standard output is no terminal it prints one listing, as 'jobdeck jobs' does.",
            "A monitor serves one client: those shown are held while this runs.");

    TopCommand() {
        spec.addPositional(Addresses.any(0));
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        List<QmpAddress> addresses = parsed.matchedPositionalValue(0, List.of());
        Optional<OwnSockets> own = addresses.isEmpty() ? OwnSockets.of(host.environment()) : Optional.empty();
        if (addresses.isEmpty() && own.isEmpty()) {
            throw Failure.usage("the engines of this user are not to be found, because XDG_RUNTIME_DIR is not set; "
                    + "set it, or give an ADDRESS");
        }
        Optional<Screen> screen = host.openScreen(true);
        if (screen.isPresent()) {
            try (Screen opened = screen.get()) {
                return new TopRun(host, opened, addresses, own).run();
            }
        }
        return addresses.isEmpty() ? listOwn(host, own.orElseThrow()) : JobsCommand.list(host, addresses, false);
    }

    private static int listOwn(Host host, OwnSockets own) throws Failure {
        List<QmpAddress> addresses =
                own.list().stream().<QmpAddress>map(QmpAddress.Unix::new).toList();
        if (addresses.isEmpty()) {
            host.out().println(TopRun.NONE);
        }
        return JobsCommand.list(host, addresses, false);
    }
}
