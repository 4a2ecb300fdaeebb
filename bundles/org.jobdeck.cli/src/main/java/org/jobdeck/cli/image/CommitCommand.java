package org.jobdeck.cli.image;

import java.util.List;
import org.jobdeck.image.CacheMode;
import org.jobdeck.image.CommitOperation;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;

/** {@code image commit}. */
final class CommitCommand implements ImageCommand {

    private static final ImageOption BASE =
            ImageOption.value('b', "FILE", "The backing file to write into (default: the one right below).");
    private static final ImageOption KEEP =
            ImageOption.flag('d', "Leave the image as it is; otherwise, and without -b, it is empty afterwards.");
    private static final ImageOption RATE = ImageOption.value('r', "BYTES", "At most so many bytes a second.");

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public String summary() {
        return "Writes what an image has into its backing file.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.LETTER_FORMAT,
                BASE,
                KEEP,
                RATE,
                CommonOptions.CACHE,
                CommonOptions.PROGRESS,
                CommonOptions.QUIET,
                DryRun.OPTION,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        ImageSource image = CommonOptions.only(arguments);
        CommonOptions.refuseObjects(arguments);
        boolean quiet = arguments.has(CommonOptions.QUIET.key());
        CacheMode cache = CommonOptions.cache(arguments, CommonOptions.CACHE, CacheMode.WRITEBACK, 1);
        boolean dry = arguments.has(DryRun.OPTION.key());
        CommitOperation operation =
                new CommitOperation(image, arguments.last(BASE.key()), !arguments.has(KEEP.key()), cache, dry);
        if (dry) {
            new DryRun(console).commit(image.text(), operation);
            return 0;
        }
        boolean progress = arguments.has(CommonOptions.PROGRESS.key()) && !quiet;
        new ImageRunner(console)
                .run(operation, new ImageRunner.Wish(progress, ConvertCommand.rate(arguments)), done -> {
                    if (!quiet) {
                        console.out().print("Image committed.\n");
                    }
                });
        return 0;
    }
}
