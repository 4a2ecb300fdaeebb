package org.jobdeck.image;

import java.util.Optional;
import org.jobdeck.block.ImageCheck;

/**
 * What a check of an image found.
 *
 * @param fileName the image's name
 * @param format the driver's name
 * @param first what was found, and repaired
 * @param second what was found when it was looked at again after a repair
 */
public record CheckReport(String fileName, String format, ImageCheck first, Optional<ImageCheck> second) {

    /** What holds in the end. */
    public ImageCheck last() {
        return second.orElse(first);
    }
}
