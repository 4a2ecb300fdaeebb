package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.image.CreateOperation;
import org.jobdeck.image.ImageException;

/** {@code image create}. */
final class CreateCommand implements ImageCommand {

    private static final ImageOption FORMAT = ImageOption.value('f', "FMT", "The format (default: raw).");
    private static final ImageOption BACKING = ImageOption.value('b', "FILE", "The backing file.");
    private static final ImageOption BACKING_FORMAT = ImageOption.value('F', "FMT", "The backing file's format.");
    private static final ImageOption UNSAFE = ImageOption.flag('u', "Do not look at the backing file.");

    @Override
    public String name() {
        return "create";
    }

    @Override
    public String summary() {
        return "Makes an image.";
    }

    @Override
    public String operands() {
        return "FILE [SIZE]";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                FORMAT,
                BACKING,
                BACKING_FORMAT,
                UNSAFE,
                CreateOptions.OPTION,
                DryRun.OPTION,
                CommonOptions.QUIET,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        List<String> operands = arguments.operands();
        String format = arguments.last(FORMAT.key()).orElse("raw");
        if (CreateOptions.isHelp(arguments)) {
            console.out().print(CreateOptions.help(format, !operands.isEmpty()));
            return 0;
        }
        if (operands.isEmpty()) {
            throw new UsageException("Expecting image file name");
        }
        CommonOptions.refuseObjects(arguments);
        Optional<Long> size =
                operands.size() > 1 ? Optional.of(Sizes.require("image size", operands.get(1))) : Optional.empty();
        if (operands.size() > 2) {
            throw new UsageException("Unexpected argument: " + operands.get(2));
        }
        String file = operands.getFirst();
        try {
            create(arguments, console, file, size);
            return 0;
        } catch (ImageException e) {
            throw new ImageException(1, file + ": " + e.getMessage(), e);
        }
    }

    private static void create(ImageArguments arguments, ImageConsole console, String file, Optional<Long> size)
            throws ImageException {
        CreateOptions options = CreateOptions.parse(arguments.last(FORMAT.key()).orElse("raw"), arguments);
        Backings.add(options, file, arguments.last(BACKING.key()), arguments.last(BACKING_FORMAT.key()));
        size.ifPresent(bytes -> options.set(CreateOption.SIZE, String.valueOf(bytes)));
        ImageRunner runner = new ImageRunner(console);
        Backings.look(runner, options, file, arguments.has(UNSAFE.key()));
        if (options.size().isEmpty()) {
            throw new ImageException("Image creation needs a size parameter");
        }
        if (arguments.has(DryRun.OPTION.key())) {
            new DryRun(console).create(file, options);
            return;
        }
        if (!arguments.has(CommonOptions.QUIET.key())) {
            console.out().print(options.formatting(file));
            console.out().flush();
        }
        runner.run(new CreateOperation(file, options.image()));
    }
}
