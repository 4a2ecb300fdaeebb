package org.jobdeck.block.internal;

import org.jobdeck.block.BlockException;

/**
 * The run of data of a file that was found last, so that the file system is not asked of each piece of it (QEMU:
 * bdrv_bsc): where a file has no holes, some systems go through all of it for each answer. What is kept may be out of date
 * only in that a hole is taken for data, which reads the same. Any thread.
 */
final class KnownData {

    private static final HostFile.Extent NONE = new HostFile.Extent(true, 0);

    private record Run(long start, long end) {}

    private volatile Run run = new Run(0, 0);

    /** The run of data that contains the offset; one that ends at 0 if it is not known. */
    HostFile.Extent at(long offset) {
        Run known = run;
        return offset >= known.start() && offset < known.end() ? new HostFile.Extent(true, known.end()) : NONE;
    }

    /** Asks the file for the run that contains the offset. Blocks. */
    HostFile.Extent ask(HostFile file, long offset) throws BlockException {
        HostFile.Extent extent = file.extentAt(offset);
        if (extent.data()) {
            run = new Run(offset, extent.end());
        } else if (extent.end() < Long.MAX_VALUE) {
            // what follows a hole is asked for next
            HostFile.Extent next = file.extentAt(extent.end());
            if (next.data()) {
                run = new Run(extent.end(), next.end());
            }
        }
        return extent;
    }

    /** The file has, or may get, new holes. */
    void forget() {
        run = new Run(0, 0);
    }
}
