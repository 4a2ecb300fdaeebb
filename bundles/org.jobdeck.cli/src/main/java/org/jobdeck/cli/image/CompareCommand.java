package org.jobdeck.cli.image;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.jobdeck.image.CacheMode;
import org.jobdeck.image.CompareOperation;
import org.jobdeck.image.CompareResult;
import org.jobdeck.image.ImageException;

/** {@code image compare}. */
final class CompareCommand implements ImageCommand {

    private static final int CANNOT_OPEN = 2;

    private static final ImageOption SECOND_FORMAT = ImageOption.value('F', "FMT", "The second image's format.");
    private static final ImageOption STRICT = ImageOption.flag('s', "Lengths and the allocation of blocks count, too.");
    private static final ImageOption SHARE =
            ImageOption.flag('U', "force-share", "Open them though others write to them.");

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public String summary() {
        return "Compares two images: exit code 0 if they are alike, 1 if not, 2 to 4 on errors.";
    }

    @Override
    public String operands() {
        return "FILE FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.LETTER_FORMAT,
                SECOND_FORMAT,
                STRICT,
                CommonOptions.PROGRESS,
                CommonOptions.QUIET,
                CommonOptions.SOURCE_CACHE,
                SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        if (arguments.operands().size() != 2) {
            throw new UsageException("Expecting two image file names");
        }
        CommonOptions.refuseObjects(arguments);
        boolean quiet = arguments.has(CommonOptions.QUIET.key());
        Optional<String> secondFormat = arguments.last(SECOND_FORMAT.key());
        CacheMode cache = CommonOptions.cache(arguments, CommonOptions.SOURCE_CACHE, CacheMode.WRITEBACK, CANNOT_OPEN);
        CompareOperation operation = new CompareOperation(
                CommonOptions.source(arguments, arguments.operands().get(0), CommonOptions.format(arguments)),
                CommonOptions.source(arguments, arguments.operands().get(1), secondFormat),
                arguments.has(STRICT.key()),
                arguments.has(SHARE.key()),
                cache);
        boolean progress = arguments.has(CommonOptions.PROGRESS.key()) && !quiet;
        CompareResult result = new ImageRunner(console).run(operation, new ImageRunner.Wish(progress, 0), r -> {
            if (!quiet) {
                tell(r, console.out());
            }
        });
        return result.verdict() == CompareResult.Verdict.IDENTICAL ? 0 : 1;
    }

    private static void tell(CompareResult result, PrintStream out) {
        if (result.otherSize()) {
            out.print("Warning: Image size mismatch!\n");
        }
        out.print(
                switch (result.verdict()) {
                    case IDENTICAL -> "Images are identical.\n";
                    case CONTENT -> "Content mismatch at offset " + result.offset() + "!\n";
                    case SIZE -> "Strict mode: Image size mismatch!\n";
                    case STATUS -> "Strict mode: Offset " + result.offset() + " block status mismatch!\n";
                });
    }
}
