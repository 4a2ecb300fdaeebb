package org.jobdeck.cli.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.image.CacheMode;
import org.jobdeck.image.ConvertOperation;
import org.jobdeck.image.ConvertRequest;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.NewImage;

/** {@code image convert}. */
final class ConvertCommand implements ImageCommand {

    private static final ImageOption TARGET_FORMAT =
            ImageOption.value('O', "FMT", "The target's format (default: raw).");
    private static final ImageOption COMPRESSED = ImageOption.flag('c', "Write compressed.");
    private static final ImageOption BACKING =
            ImageOption.value('B', "FILE", "The target's backing file: copy only what the source has itself.");
    private static final ImageOption BACKING_FORMAT = ImageOption.value('F', "FMT", "The backing file's format.");
    private static final ImageOption KEEP = ImageOption.flag('n', "The target is there already: write into it.");
    private static final ImageOption SPARSE =
            ImageOption.value('S', "BYTES", "How many zeroes are left out (default: 4k); 0: none.");
    private static final ImageOption RATE = ImageOption.value('r', "BYTES", "At most so many bytes a second.");
    private static final ImageOption COROUTINES =
            ImageOption.value('m', "N", "How many pieces are under way (default: 8).");
    private static final ImageOption ANY_ORDER = ImageOption.flag('W', "Pieces may be written in any order.");
    private static final ImageOption OFFLOAD =
            ImageOption.flag('C', "Let the file system copy, if it can; taken as advice.");
    private static final ImageOption SALVAGE = ImageOption.flag("salvage", "Take what cannot be read for zeroes.");
    private static final ImageOption IS_ZERO =
            ImageOption.flag("target-is-zero", "The target reads as zeroes: leave zeroes out; with -n.");
    private static final ImageOption TARGET_OPTS =
            ImageOption.flag("target-image-opts", "The target is a description; with -n.");

    private static final int SECTOR = 512;
    private static final int MOST_SPARSE = 16 << 20;
    private static final int DEFAULT_SPARSE = 4096;
    private static final int DEFAULT_COROUTINES = 8;
    private static final int MOST_COROUTINES = 16;

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public String summary() {
        return "Copies images into a new one, of another format perhaps.";
    }

    @Override
    public String operands() {
        return "FILE… TARGET";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.LETTER_FORMAT,
                TARGET_FORMAT,
                CreateOptions.OPTION,
                BACKING,
                BACKING_FORMAT,
                COMPRESSED,
                KEEP,
                SPARSE,
                RATE,
                COROUTINES,
                ANY_ORDER,
                OFFLOAD,
                SALVAGE,
                IS_ZERO,
                TARGET_OPTS,
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
        String format = arguments.last(TARGET_FORMAT.key()).orElse("raw");
        if (CreateOptions.isHelp(arguments)) {
            boolean file = arguments.operands().size() > 1;
            console.out().print(CreateOptions.help(format, file));
            return 0;
        }
        CommonOptions.refuseObjects(arguments);
        boolean keep = arguments.has(KEEP.key());
        if (arguments.has(TARGET_OPTS.key()) && !keep) {
            throw new ImageException("--target-image-opts requires use of -n flag");
        }
        if (arguments.has(IS_ZERO.key()) && !keep) {
            throw new ImageException("--target-is-zero requires use of -n flag");
        }
        if (arguments.has(OFFLOAD.key()) && arguments.has(SPARSE.key())) {
            throw new ImageException("Cannot enable copy offloading when -S is used");
        }
        if (arguments.has(OFFLOAD.key()) && arguments.has(COMPRESSED.key())) {
            throw new ImageException("Cannot enable copy offloading when -c is used");
        }
        way(arguments, false);
        long rate = rate(arguments);
        if (arguments.operands().size() < 2) {
            throw new ImageException("Must specify image file name");
        }
        ConvertRequest request = request(arguments, format, console);
        if (arguments.has(DryRun.OPTION.key())) {
            new DryRun(console).convert(request);
            return 0;
        }
        boolean progress = arguments.has(CommonOptions.PROGRESS.key()) && !arguments.has(CommonOptions.QUIET.key());
        List<ConvertOperation.Unreadable> unreadable =
                new ImageRunner(console).run(new ConvertOperation(request), new ImageRunner.Wish(progress, rate));
        unreadable.forEach(part -> console.err()
                .println("jobdeck: warning: error while reading offset " + part.offset() + ": " + part.reason()));
        return 0;
    }

    private static ConvertRequest request(ImageArguments arguments, String format, ImageConsole console)
            throws ImageException {
        List<String> operands = arguments.operands();
        String target = operands.getLast();
        List<ImageSource> sources = new ArrayList<>();
        for (String file : operands.subList(0, operands.size() - 1)) {
            sources.add(CommonOptions.source(arguments, file, CommonOptions.format(arguments)));
        }
        boolean keep = arguments.has(KEEP.key());
        CreateOptions options = CreateOptions.parse(format, arguments);
        Backings.add(options, target, arguments.last(BACKING.key()), arguments.last(BACKING_FORMAT.key()));
        boolean backed = options.get(CreateOption.BACKING_FILE).isPresent();
        if (backed && sources.size() > 1) {
            throw new ImageException(
                    "Having a backing file for the target makes no sense when concatenating multiple input images");
        }
        if (backed) {
            Backings.require(new ImageRunner(console), options, target);
        }
        ConvertRequest.Way way = way(arguments, backed);
        if (way.compressed() && format.equals("raw")) {
            throw new ImageException("Compression not supported for this file format");
        }
        Optional<NewImage> image = keep ? Optional.empty() : Optional.of(options.image());
        Optional<ImageSource> existing = Optional.empty();
        if (keep) {
            existing = Optional.of(
                    arguments.has(TARGET_OPTS.key())
                            ? DescribedImages.ofOptions(target)
                            : CommonOptions.named(
                                    target, arguments.last(TARGET_FORMAT.key()).or(() -> Optional.of("raw"))));
        }
        return new ConvertRequest(
                sources,
                arguments.has(CommonOptions.SHARE.key()),
                CommonOptions.cache(arguments, CommonOptions.SOURCE_CACHE, CacheMode.WRITEBACK, 1),
                target,
                image,
                existing,
                CommonOptions.cache(arguments, CommonOptions.CACHE, CacheMode.UNSAFE, 1),
                way);
    }

    private static ConvertRequest.Way way(ImageArguments arguments, boolean backed) throws ImageException {
        return new ConvertRequest.Way(
                sparse(arguments),
                arguments.has(COMPRESSED.key()),
                coroutines(arguments),
                arguments.has(ANY_ORDER.key()),
                arguments.has(IS_ZERO.key()),
                backed,
                arguments.has(SALVAGE.key()));
    }

    private static int sparse(ImageArguments arguments) throws ImageException {
        Optional<String> text = arguments.last(SPARSE.key());
        if (text.isEmpty()) {
            return DEFAULT_SPARSE;
        }
        long bytes = Sizes.require("buffer size for sparse output", text.get());
        if (bytes % SECTOR != 0 || bytes > MOST_SPARSE) {
            throw new ImageException("Invalid buffer size for sparse output specified. Valid sizes are multiples of "
                    + SECTOR + " up to " + MOST_SPARSE
                    + ". Select 0 to disable sparse detection (fully allocates output).");
        }
        return (int) bytes;
    }

    private static int coroutines(ImageArguments arguments) throws ImageException {
        String text = arguments.last(COROUTINES.key()).orElse(String.valueOf(DEFAULT_COROUTINES));
        int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > MOST_COROUTINES) {
            throw new ImageException(
                    "Invalid number of coroutines. Allowed number of coroutines is between 1 and " + MOST_COROUTINES);
        }
        return number;
    }

    /** The limit of {@code -r}, in bytes a second; 0 without one. */
    static long rate(ImageArguments arguments) throws ImageException {
        Optional<String> text = arguments.last(RATE.key());
        if (text.isEmpty()) {
            return 0;
        }
        return Sizes.require("rate limit", text.get());
    }
}
