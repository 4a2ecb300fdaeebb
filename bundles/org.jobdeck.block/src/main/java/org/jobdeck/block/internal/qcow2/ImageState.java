package org.jobdeck.block.internal.qcow2;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * What all parts of an open image share: where it is stored, its header, and whether it was found to be corrupt.
 *
 * @param file where the tables are
 * @param data where the guest's data are: the external data file, or the file itself
 * @param header the fixed part of the header
 * @param geometry what follows from it
 * @param toldCorruption whether a corruption was told of; the first of an image is told, and no other
 */
record ImageState(Storage file, Storage data, Header header, Geometry geometry, AtomicBoolean toldCorruption) {

    private static final Logger LOG = System.getLogger(ImageState.class.getName());

    ImageState(Storage file, Storage data, Header header) {
        this(file, data, header, Geometry.of(header), new AtomicBoolean());
    }

    boolean hasDataFile() {
        return header.has(Feature.DATA_FILE);
    }

    /**
     * Something was found that cannot be (QEMU: qcow2_signal_corruption).
     *
     * @return what the request fails with
     */
    BlockException corrupt(String text) {
        if (toldCorruption.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    () -> "qcow2: Image is corrupt: " + text
                            + "; further non-fatal corruption events will be suppressed");
        }
        return new BlockException(Errno.EIO);
    }

    /** A number as it stands in QEMU's messages. */
    static String hex(long number) {
        return number == 0 ? "0" : "0x" + Long.toHexString(number);
    }
}
