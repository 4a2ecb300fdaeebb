package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.Preallocation;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.ResizeOperation;

/** {@code image resize}. */
final class ResizeCommand implements ImageCommand {

    private static final ImageOption SHRINK = ImageOption.flag("shrink", "Let it become shorter; the data are lost.");

    private static final ImageOption PREALLOCATION = ImageOption.value(
            "preallocation", "off|metadata|falloc|full", "Whether what is new has its place at once (default: off).");

    @Override
    public String name() {
        return "resize";
    }

    @Override
    public String summary() {
        return "Changes the length of an image.";
    }

    @Override
    public String operands() {
        return "FILE [+|-]SIZE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.LETTER_FORMAT,
                SHRINK,
                PREALLOCATION,
                CommonOptions.QUIET,
                DryRun.OPTION,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    /** The length can begin with a dash. */
    @Override
    public int plainArguments(List<String> arguments) {
        return arguments.isEmpty() ? 0 : 1;
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        List<String> operands = arguments.operands();
        if (operands.size() < 2) {
            throw new UsageException(
                    operands.isEmpty() ? "Not enough arguments" : "Expecting image file name and size");
        }
        if (operands.size() > 2) {
            throw new UsageException("Expecting image file name and size");
        }
        CommonOptions.refuseObjects(arguments);
        String size = operands.get(1);
        ResizeOperation.Change change = switch (size.isEmpty() ? ' ' : size.charAt(0)) {
            case '+' -> ResizeOperation.Change.GROW;
            case '-' -> ResizeOperation.Change.CUT;
            default -> ResizeOperation.Change.TO;
        };
        String digits = change == ResizeOperation.Change.TO ? size : size.substring(1);
        long bytes = Long.parseUnsignedLong(CreateOption.SIZE.normal(digits));
        Optional<String> format = CommonOptions.format(arguments);
        ImageSource image = CommonOptions.source(arguments, operands.getFirst(), format);
        Preallocation preallocation =
                preallocation(arguments.last(PREALLOCATION.key()).orElse("off"));
        boolean dry = arguments.has(DryRun.OPTION.key());
        ResizeOperation.Resized done = new ImageRunner(console)
                .run(new ResizeOperation(image, change, bytes, preallocation, arguments.has(SHRINK.key()), dry));
        if (dry) {
            DryRun say = new DryRun(console);
            say.say("would change '" + operands.getFirst() + "' from " + done.before() + " to " + done.after()
                    + " bytes");
            say.room(operands.getFirst(), Math.max(0, done.after() - done.before()));
        } else if (!arguments.has(CommonOptions.QUIET.key())) {
            console.out().print("Image resized.\n");
        }
        return 0;
    }

    private static Preallocation preallocation(String name) throws ImageException {
        try {
            return Preallocation.of("preallocation", name);
        } catch (BlockException e) {
            throw new ImageException(1, "Invalid preallocation mode '" + name + "'", e);
        }
    }
}
