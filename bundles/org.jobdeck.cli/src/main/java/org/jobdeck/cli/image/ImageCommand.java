package org.jobdeck.cli.image;

import java.util.List;
import org.jobdeck.image.ImageException;

/** One of the image commands. */
interface ImageCommand {

    /** Its name. */
    String name();

    /** What it does, in one sentence. */
    String summary();

    /** What stands behind the options, for the help. */
    String operands();

    /** Its options. */
    List<ImageOption> options();

    /**
     * What the last arguments are that are no options, whatever they look like.
     *
     * @param arguments all that stands behind the command's name
     */
    default int plainArguments(List<String> arguments) {
        return 0;
    }

    /**
     * Does it.
     *
     * @return the exit code
     * @throws UsageException if the command line cannot be
     * @throws ImageException if it fails
     */
    int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException;
}
