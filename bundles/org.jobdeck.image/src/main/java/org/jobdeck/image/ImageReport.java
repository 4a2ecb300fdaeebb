package org.jobdeck.image;

import java.util.List;
import java.util.Optional;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.InternalSnapshot;

/**
 * What is told of one image (QEMU: ImageInfo).
 *
 * @param fileName the image's name
 * @param format the driver's name
 * @param virtualSize the length of the guest's disk in bytes
 * @param actualSize how much room the image takes on the disk, in bytes, if that is known
 * @param dirtyFlag whether it was not closed cleanly, if it can tell
 * @param backing what it says of its backing file
 * @param snapshots its internal snapshots
 * @param specific what its format alone has to say
 */
public record ImageReport(
        String fileName,
        String format,
        long virtualSize,
        Optional<Long> actualSize,
        Optional<Boolean> dirtyFlag,
        Optional<Backing> backing,
        List<InternalSnapshot> snapshots,
        Optional<ImageInfo> specific) {

    /** Copies the list. */
    public ImageReport {
        snapshots = List.copyOf(snapshots);
    }

    /**
     * What an image says of its backing file.
     *
     * @param name as it stands in the image
     * @param fullName where that is, counted from the current folder; empty if that cannot be told
     * @param format the format, if the image names it
     */
    public record Backing(String name, Optional<String> fullName, Optional<String> format) {}
}
