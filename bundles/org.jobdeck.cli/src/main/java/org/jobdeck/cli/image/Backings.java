package org.jobdeck.cli.image;

import java.util.Optional;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.LookOperation;

/** The backing file of an image to be made. */
final class Backings {

    private Backings() {}

    /** Enters the backing file into the options. */
    static void add(CreateOptions options, String file, Optional<String> backing, Optional<String> format)
            throws ImageException {
        if (backing.isPresent()) {
            requireKnown(options, CreateOption.BACKING_FILE, "Backing file not supported for file format 'raw'");
            options.set(CreateOption.BACKING_FILE, backing.get());
        }
        if (format.isPresent()) {
            requireKnown(
                    options, CreateOption.BACKING_FORMAT, "Backing file format not supported for file format 'raw'");
            options.set(CreateOption.BACKING_FORMAT, format.get());
        }
        Optional<String> name = options.get(CreateOption.BACKING_FILE);
        if (name.isPresent() && name.get().equals(file)) {
            throw new ImageException("Error: Trying to create an image with the same filename as the backing file");
        }
    }

    private static void requireKnown(CreateOptions options, CreateOption option, String otherwise)
            throws ImageException {
        if (!options.knows(option)) {
            throw new ImageException(otherwise);
        }
    }

    /** Makes sure that the backing file is there and its format is told. */
    static void require(ImageRunner runner, CreateOptions options, String file) throws ImageException {
        String name = options.get(CreateOption.BACKING_FILE).orElseThrow();
        Optional<String> format = options.get(CreateOption.BACKING_FORMAT);
        if (format.isEmpty()) {
            throw new ImageException("backing format must be specified when creating image with backing file '" + name
                    + "'; give it with -F");
        }
        runner.run(new LookOperation(file, name, format));
    }

    /** Looks at the backing file: that it is there, and how long it is, where no length was given. */
    static void look(ImageRunner runner, CreateOptions options, String file, boolean unsafe) throws ImageException {
        Optional<String> name = options.get(CreateOption.BACKING_FILE);
        Optional<String> format = options.get(CreateOption.BACKING_FORMAT);
        if (name.isEmpty() || unsafe) {
            return;
        }
        LookOperation.Look look = runner.run(new LookOperation(file, name.get(), format));
        if (format.isEmpty()) {
            throw new ImageException(
                    "Backing file specified without backing format\nDetected format of " + look.format() + ".");
        }
        if (options.size().isEmpty()) {
            options.set(CreateOption.SIZE, String.valueOf(look.length()));
        }
    }
}
