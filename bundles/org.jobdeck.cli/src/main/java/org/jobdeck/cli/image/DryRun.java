package org.jobdeck.cli.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jobdeck.image.ConvertRequest;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageSource;
import org.jobdeck.image.MeasureOperation;
import org.jobdeck.image.MeasureReport;
import org.jobdeck.image.Qcow2Layout;

/** Says what would happen to which file, and whether there is room; nothing is changed. */
final class DryRun {

    static final ImageOption OPTION = ImageOption.flag(
            "dry-run", "Say what would happen to which file and whether there is room; change nothing.");

    private final ImageConsole console;

    DryRun(ImageConsole console) {
        this.console = console;
    }

    /** One line of what would happen. */
    void say(String sentence) {
        console.out().print(sentence + "\n");
    }

    /** An image would be made. */
    void create(String file, CreateOptions options) throws ImageException {
        MeasureReport size = new ImageRunner(console)
                .run(new MeasureOperation(Optional.empty(), options.size().orElse(0L), options.layout()));
        say(verb(file) + " '" + file + "' as an image of " + options.size().orElse(0L) + " bytes");
        say("it can grow to " + size.fullyAllocated() + " bytes");
        room(file, size.fullyAllocated());
    }

    /** Images would be copied. */
    void convert(ConvertRequest request) throws ImageException {
        long needed = 0;
        for (ImageSource source : request.sources()) {
            needed += new ImageRunner(console)
                    .run(new MeasureOperation(Optional.of(source), 0, Optional.of(Qcow2Layout.DEFAULT)))
                    .required();
        }
        String verb = request.image().isPresent() ? verb(request.target()) : "would write into";
        say(verb + " '" + request.target() + "'"
                + request.image()
                        .map(image -> " as an image in the format " + image.format())
                        .orElse(""));
        say("it takes about " + needed + " bytes");
        room(request.target(), needed);
    }

    /** What would be done to a file that is written anew. */
    static String verb(String file) {
        return exists(file) ? "would overwrite" : "would make";
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether so many more bytes would find room beside a file. */
    void room(String file, long bytes) throws ImageException {
        try {
            Path folder = Path.of(file).toAbsolutePath().getParent();
            long free = Files.getFileStore(folder).getUsableSpace();
            say(
                    free >= bytes
                            ? "there is room for it: " + HumanText.size(free) + " are free"
                            : "there is not room for all of it: " + HumanText.size(free) + " are free, "
                                    + HumanText.size(bytes) + " are needed");
        } catch (IOException | InvalidPathException e) {
            throw new ImageException(1, "the place of '" + file + "' cannot be looked at: " + e.getMessage(), e);
        }
    }
}
