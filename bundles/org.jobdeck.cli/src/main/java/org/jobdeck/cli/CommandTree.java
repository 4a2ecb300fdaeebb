package org.jobdeck.cli;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.cli.image.ImageProgram;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.source.plan.JobKind;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands, as a tree that picocli parses. */
final class CommandTree {

    private final Map<CommandSpec, Command> commands = new IdentityHashMap<>();
    private final CommandLine commandLine;

    private CommandTree(List<JobDriverFactory> types, List<JobKind> kinds) {
        Command desktop = new DesktopCommand();
        CommandSpec root = specOf(
                Program.NAME,
                "Runs, shows and steers long-running jobs on disk images.",
                "Without a command it opens the window, as 'desktop' does.",
                "ADDRESS is unix:/path or tcp:host:port, the monitor of a running QEMU.",
                "Exit codes: 0 done; 1 the work failed; 2 the command line is wrong or the machine lacks something; "
                        + "3 ADDRESS cannot be reached; 4 no such job; 5 the job's state refuses the verb; "
                        + "124 'wait' ran out of time; 130 cancelled.");
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version and end.")
                .build());
        commands.put(root, desktop);
        add(root, desktop);
        add(root, new DemoCommand());
        add(root, runOf(types));
        add(root, new StorageDaemonCommand());
        add(root, new JobsCommand());
        add(root, jobVerbs());
        add(root, startOf(kinds));
        add(root, new WaitCommand());
        add(root, new EventsCommand());
        add(root, new TopCommand());
        add(root, images());
        add(root, new BenchCommand());
        add(root, new CompletionCommand());
        commandLine = new CommandLine(root);
        commandLine.setExpandAtFiles(false);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(100);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** The tree for that command line: the kinds of jobs are looked for only where they matter. */
    static CommandTree of(Host host, String[] args) {
        for (String arg : args) {
            if (!arg.startsWith("-")) {
                boolean all = arg.equals(CompletionCommand.NAME);
                return new CommandTree(
                        all || arg.equals(RunCommand.NAME) ? host.factories().all() : List.of(),
                        all || arg.equals(StartCommand.NAME) ? List.of(JobKind.values()) : List.of());
            }
        }
        return new CommandTree(List.of(), List.of());
    }

    private Command runOf(List<JobDriverFactory> types) {
        RunCommand run = new RunCommand();
        for (JobDriverFactory type : types) {
            add(run.spec(), new RunTypeCommand(type));
        }
        return run;
    }

    private Command jobVerbs() {
        JobCommand job = new JobCommand();
        for (JobVerb verb : JobVerb.values()) {
            add(job.spec(), new JobVerbCommand(verb));
        }
        return job;
    }

    private Command images() {
        ImageHelp image = ImageHelp.all();
        for (ImageProgram.Described command : ImageProgram.commands()) {
            add(image.spec(), ImageHelp.of(command));
        }
        return image;
    }

    private Command startOf(List<JobKind> kinds) {
        StartCommand start = new StartCommand();
        for (JobKind kind : kinds) {
            add(start.spec(), new StartTypeCommand(kind));
        }
        if (!kinds.isEmpty()) {
            add(start.spec(), new StartTransactionCommand());
        }
        return start;
    }

    private void add(CommandSpec parent, Command command) {
        commands.put(command.spec(), command);
        parent.addSubcommand(command.spec().name(), command.spec());
    }

    CommandLine commandLine() {
        return commandLine;
    }

    Command command(CommandSpec spec) {
        return commands.get(spec);
    }

    /** A command with what every command has; the first line says what it does, the others stand below the options. */
    static CommandSpec specOf(String name, String description, String... footer) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(escaped(description));
        if (footer.length > 0) {
            String[] lines = new String[footer.length + 1];
            lines[0] = "";
            for (int i = 0; i < footer.length; i++) {
                lines[i + 1] = escaped(footer[i]);
            }
            spec.usageMessage().footer(lines);
        }
        spec.usageMessage().synopsisSubcommandLabel("COMMAND");
        spec.usageMessage().commandListHeading("Commands:%n");
        spec.usageMessage().sortOptions(false);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help and end.")
                .build());
        spec.addOption(OptionSpec.builder(Program.VERBOSE)
                .description("Show the log, and where an error comes from.")
                .build());
        return spec;
    }

    /** Text for picocli, which takes it for a format. */
    static String escaped(String text) {
        return text.replace("%", "%%");
    }
}
