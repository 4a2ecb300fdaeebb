package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.image.ImageException;

/** {@code jobdeck image}: finds the command, runs it, and turns what goes wrong into one sentence and QEMU's exit code. */
public final class ImageProgram {

    /** The name of the command that all image commands stand below. */
    public static final String NAME = "image";

    private static final int FAILED = 1;

    private final ImageConsole console;

    /** On that console. */
    public ImageProgram(ImageConsole console) {
        this.console = console;
    }

    /**
     * A command, for the help.
     *
     * @param name its name
     * @param summary what it does, in one sentence
     * @param operands what stands behind the options
     * @param options its options
     */
    public record Described(String name, String summary, String operands, List<ImageOption> options) {}

    /** All commands, in the order in which the help has them. */
    public static List<Described> commands() {
        return all().stream()
                .map(c -> new Described(c.name(), c.summary(), c.operands(), c.options()))
                .toList();
    }

    private static List<ImageCommand> all() {
        return List.of(
                new CreateCommand(),
                new InfoCommand(),
                new CheckCommand(),
                new CompareCommand(),
                new ConvertCommand(),
                new MapCommand(),
                new ResizeCommand(),
                new CommitCommand(),
                new RebaseCommand(),
                new SnapshotCommand(),
                new BitmapCommand(),
                new MeasureCommand());
    }

    /**
     * Runs a command.
     *
     * @param line what stands behind {@code image}
     * @return the exit code, that of QEMU's image tool
     */
    public int run(List<String> line) {
        if (line.isEmpty()) {
            return refuse("Not enough arguments", NAME);
        }
        Optional<ImageCommand> command =
                all().stream().filter(c -> c.name().equals(line.getFirst())).findFirst();
        return command.isEmpty()
                ? refuse("Command not found: " + line.getFirst(), NAME)
                : run(command.get(), line.subList(1, line.size()));
    }

    private int run(ImageCommand command, List<String> arguments) {
        try {
            int plain = command.plainArguments(arguments);
            int options = arguments.size() - plain;
            ImageArguments parsed = ImageArguments.parse(command.options(), arguments.subList(0, options));
            parsed.operands().addAll(arguments.subList(options, arguments.size()));
            return command.run(parsed, console);
        } catch (UsageException e) {
            return refuse(e.getMessage(), NAME + " " + command.name());
        } catch (ImageException e) {
            tell(e.getMessage());
            return e.exitCode();
        }
    }

    private int refuse(String sentence, String command) {
        tell(sentence + "; 'jobdeck " + command + " --help' shows what there is");
        return FAILED;
    }

    private void tell(String sentence) {
        console.out().flush();
        console.err().println("jobdeck: " + sentence);
        console.err().flush();
    }
}
