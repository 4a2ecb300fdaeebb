package org.jobdeck.cli;

import java.util.List;
import org.jobdeck.daemon.StorageDaemon;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An engine that QMP clients drive, as they drive QEMU's storage daemon. */
final class StorageDaemonCommand implements Command {

    private final CommandSpec spec = CommandTree.specOf(
            DaemonRun.NAME,
            "Runs jobs for clients of QEMU's monitor protocol (QMP).",
            "Clients drive it as they drive qemu-storage-daemon.",
            "Everything is set up in the order of the options. It ends by the command 'quit', or on SIGTERM: then all jobs "
                    + "are cancelled and concluded, and all nodes are flushed.",
            "Whoever reaches a monitor has the rights of this process: a Unix socket is for its owner alone, and TCP stays "
                    + "on this machine unless --allow-remote is given.",
            "Example: jobdeck storage-daemon --chardev socket,id=m,path=qmp.sock,server=on,wait=off --monitor chardev=m");

    StorageDaemonCommand() {
        spec.addOption(OptionSpec.builder("-V", "--version")
                .description("Show the version and end.")
                .build());
        addOption(
                "--chardev",
                "socket,id=ID,path=FILE,server=on[,wait=off]",
                "A socket for a monitor; host=ADDRESS,port=NUMBER in place of the path for TCP.");
        addOption("--monitor", "[chardev=]ID[,pretty=on]", "A monitor on that socket.");
        addOption("--blockdev", "OPTIONS", "A node, as for blockdev-add: driver=…,node-name=…, or JSON.");
        addOption("--object", "iothread,id=ID", "An object, as for object-add.");
        addOption("--pidfile", "FILE", "Where the number of the process is written once all is set up.");
        spec.addOption(OptionSpec.builder("--allow-remote")
                .description("Let TCP sockets be reached from other machines; QMP knows no passwords.")
                .build());
    }

    private void addOption(String name, String label, String description) {
        spec.addOption(OptionSpec.builder(name)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(CommandTree.escaped(description))
                .build());
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Host host) throws Failure {
        if (parsed.hasMatchedOption("--version")) {
            host.out().println(Main.versionText());
            host.out().println("QMP as of qemu-storage-daemon " + StorageDaemon.QEMU_VERSION);
            return ExitCode.DONE;
        }
        return DaemonRun.run(DaemonRun.ownArguments(parsed.originalArgs()), host);
    }
}
