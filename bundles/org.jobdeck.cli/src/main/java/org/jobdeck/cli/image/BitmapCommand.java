package org.jobdeck.cli.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.image.BitmapAction;
import org.jobdeck.image.BitmapOperation;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;

/** {@code image bitmap}. */
final class BitmapCommand implements ImageCommand {

    private static final ImageOption MERGE =
            ImageOption.value("merge", "BITMAP", "Set the bits that this one has, too.");
    private static final ImageOption GRANULARITY =
            ImageOption.value('g', "granularity", "BYTES", "What one bit of a new bitmap stands for.");
    private static final ImageOption SOURCE =
            ImageOption.value('b', "source-file", "FILE", "The image of the bitmap that is merged.");
    private static final ImageOption SOURCE_FORMAT =
            ImageOption.value('F', "source-format", "FMT", "The format of that image.");

    private static final List<ImageOption> ACTIONS = List.of(
            ImageOption.flag("add", "Make it, without any bit set."),
            ImageOption.flag("remove", "Delete it."),
            ImageOption.flag("clear", "Set no bit."),
            ImageOption.flag("enable", "Record writes in it."),
            ImageOption.flag("disable", "Record no writes in it."));

    @Override
    public String name() {
        return "bitmap";
    }

    @Override
    public String summary() {
        return "Makes, deletes and changes a bitmap that an image keeps.";
    }

    @Override
    public String operands() {
        return "FILE BITMAP";
    }

    @Override
    public List<ImageOption> options() {
        List<ImageOption> all = new ArrayList<>(ACTIONS);
        all.addAll(List.of(
                MERGE,
                GRANULARITY,
                SOURCE,
                SOURCE_FORMAT,
                DryRun.OPTION,
                CommonOptions.FORMAT,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT));
        return all;
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        List<BitmapAction> actions = new ArrayList<>();
        for (ImageArguments.Given given : arguments.given()) {
            if (ACTIONS.contains(given.option()) || given.option() == MERGE) {
                BitmapAction.Kind kind =
                        BitmapAction.Kind.valueOf(given.option().name().toUpperCase(java.util.Locale.ROOT));
                actions.add(new BitmapAction(kind, given.value()));
            }
        }
        Optional<String> unit = arguments.last(GRANULARITY.key());
        Optional<Long> granularity =
                unit.isPresent() ? Optional.of(Sizes.require("granularity", unit.get())) : Optional.empty();
        if (arguments.operands().size() != 2 && !actions.isEmpty()) {
            throw new UsageException("Expecting filename and bitmap name");
        }
        if (actions.isEmpty()) {
            throw new ImageException("Need at least one of --add, --remove, --clear, --enable, --disable, or --merge");
        }
        boolean adds = actions.stream().anyMatch(a -> a.kind() == BitmapAction.Kind.ADD);
        if (granularity.isPresent() && !adds) {
            throw new ImageException("granularity only supported with --add");
        }
        Optional<String> other = arguments.last(SOURCE.key());
        Optional<String> otherFormat = arguments.last(SOURCE_FORMAT.key());
        if (otherFormat.isPresent() && other.isEmpty()) {
            throw new ImageException("-F only supported with -b");
        }
        boolean mergesOnce = actions.size() == 1 && actions.getFirst().kind() == BitmapAction.Kind.MERGE;
        if (other.isPresent() && !mergesOnce) {
            throw new ImageException("Merge bitmap source file only supported with a single --merge");
        }
        CommonOptions.refuseObjects(arguments);
        ImageSource image =
                CommonOptions.source(arguments, arguments.operands().getFirst(), CommonOptions.format(arguments));
        Optional<ImageSource> source =
                other.isPresent() ? Optional.of(CommonOptions.named(other.get(), otherFormat)) : Optional.empty();
        boolean dry = arguments.has(DryRun.OPTION.key());
        BitmapOperation operation =
                new BitmapOperation(image, arguments.operands().get(1), actions, granularity, source, dry);
        if (dry) {
            new DryRun(console).bitmap(image.text(), operation);
        } else {
            new ImageRunner(console).run(operation);
        }
        return 0;
    }
}
