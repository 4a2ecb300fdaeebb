package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.image.CacheMode;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.RebaseOperation;

/** {@code image rebase}. */
final class RebaseCommand implements ImageCommand {

    private static final ImageOption BACKING =
            ImageOption.value('b', "FILE", "The new backing file; an empty name for none.");
    private static final ImageOption BACKING_FORMAT = ImageOption.value('F', "FMT", "The new backing file's format.");
    private static final ImageOption UNSAFE = ImageOption.flag('u', "Change the name and nothing else.");

    @Override
    public String name() {
        return "rebase";
    }

    @Override
    public String summary() {
        return "Gives an image another backing file.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.LETTER_FORMAT,
                BACKING,
                BACKING_FORMAT,
                UNSAFE,
                CommonOptions.CACHE,
                CommonOptions.SOURCE_CACHE,
                CommonOptions.PROGRESS,
                CommonOptions.QUIET,
                DryRun.OPTION,
                CommonOptions.SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("Expecting one image file name");
        }
        boolean unsafe = arguments.has(UNSAFE.key());
        Optional<String> backing = arguments.last(BACKING.key());
        if (!unsafe && backing.isEmpty()) {
            throw new UsageException("Must specify backing file (-b) or use unsafe mode (-u)");
        }
        CommonOptions.refuseObjects(arguments);
        Optional<String> format = arguments.last(BACKING_FORMAT.key());
        if (format.isPresent() && !CreateOptions.isFormat(format.get())) {
            throw new ImageException("Invalid format name: '" + format.get() + "'");
        }
        ImageSource image = CommonOptions.only(arguments);
        boolean progress = arguments.has(CommonOptions.PROGRESS.key()) && !arguments.has(CommonOptions.QUIET.key());
        RebaseOperation operation = new RebaseOperation(
                image,
                backing.filter(name -> !name.isEmpty()),
                format,
                unsafe,
                arguments.has(CommonOptions.SHARE.key()),
                CommonOptions.cache(arguments, CommonOptions.CACHE, CacheMode.WRITEBACK, 1),
                CommonOptions.cache(arguments, CommonOptions.SOURCE_CACHE, CacheMode.WRITEBACK, 1),
                arguments.has(DryRun.OPTION.key()));
        if (operation.dryRun()) {
            new DryRun(console).rebase(image.text(), operation);
            return 0;
        }
        new ImageRunner(console).run(operation, new ImageRunner.Wish(progress, 0));
        return 0;
    }
}
