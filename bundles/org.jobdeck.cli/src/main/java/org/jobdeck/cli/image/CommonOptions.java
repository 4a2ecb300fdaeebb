package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.image.CacheMode;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;

/** Options that several image commands have, and what they mean. */
final class CommonOptions {

    static final ImageOption FORMAT =
            ImageOption.value('f', "format", "FMT", "The image's format (default: what it looks like).");
    static final ImageOption LETTER_FORMAT =
            ImageOption.value('f', "FMT", "The image's format (default: what it looks like).");
    static final ImageOption OUTPUT = ImageOption.value("output", "human|json", "The form of the output.");
    static final ImageOption SHARE = ImageOption.flag('U', "force-share", "Open it though others write to it.");
    static final ImageOption IMAGE_OPTS =
            ImageOption.flag("image-opts", "FILE is a description: driver=qcow2,file.filename=disk.qcow2.");
    static final ImageOption OBJECT = ImageOption.value("object", "OBJECT", "An object, as for passwords: refused.");
    static final ImageOption QUIET = ImageOption.flag('q', "quiet", "Print nothing but errors.");
    static final ImageOption PROGRESS = ImageOption.flag('p', "Show the progress.");
    static final ImageOption SOURCE_CACHE =
            ImageOption.value('T', "CACHE", "How the source is read: none, writeback, …");
    static final ImageOption CACHE = ImageOption.value('t', "CACHE", "How the image is written: none, writeback, …");

    private CommonOptions() {}

    /** Whether the output is to be JSON. */
    static boolean json(ImageArguments arguments) throws ImageException {
        String form = arguments.last(OUTPUT.key()).orElse("human");
        if (!form.equals("human") && !form.equals("json")) {
            throw new ImageException("--output must be used with human or json as argument.");
        }
        return form.equals("json");
    }

    /** Refuses objects: those there are serve encryption and connections. */
    static void refuseObjects(ImageArguments arguments) throws ImageException {
        List<String> objects = arguments.all(OBJECT.key());
        if (!objects.isEmpty()) {
            throw new ImageException("the object '" + objects.getFirst()
                    + "' cannot be made: images that need one, as encrypted ones do, cannot be opened here");
        }
    }

    /** The one image of a command. */
    static ImageSource only(ImageArguments arguments) throws UsageException, ImageException {
        if (arguments.operands().size() != 1) {
            throw new UsageException("Expecting one image file name");
        }
        return source(arguments, arguments.operands().getFirst(), format(arguments));
    }

    /** The format of the option {@code -f}. */
    static Optional<String> format(ImageArguments arguments) {
        return arguments.last(FORMAT.key()).or(() -> arguments.last(LETTER_FORMAT.key()));
    }

    /** The image of that name. */
    static ImageSource source(ImageArguments arguments, String text, Optional<String> format) throws ImageException {
        return arguments.has(IMAGE_OPTS.key()) ? described(text, format) : named(text, format);
    }

    /** The image of that name where it cannot be a description. */
    static ImageSource named(String text, Optional<String> format) throws ImageException {
        if (!text.startsWith(DescribedImages.JSON_PREFIX)) {
            return new ImageSource.Named(text, format);
        }
        if (format.isPresent()) {
            throw new ImageException("Could not open '" + text + "': Driver specified twice");
        }
        return DescribedImages.ofJson(text);
    }

    private static ImageSource described(String text, Optional<String> format) throws ImageException {
        if (format.isPresent()) {
            throw new ImageException("--image-opts and --format are mutually exclusive");
        }
        return DescribedImages.ofOptions(text);
    }

    /** The way to the page cache that an option names. */
    static CacheMode cache(ImageArguments arguments, ImageOption option, CacheMode otherwise, int exitCode)
            throws ImageException {
        Optional<String> name = arguments.last(option.key());
        if (name.isEmpty()) {
            return otherwise;
        }
        String which = option == SOURCE_CACHE ? "source cache" : "cache";
        return CacheMode.ofName(name.get())
                .orElseThrow(() -> new ImageException(exitCode, "Invalid " + which + " option: " + name.get(), null));
    }
}
