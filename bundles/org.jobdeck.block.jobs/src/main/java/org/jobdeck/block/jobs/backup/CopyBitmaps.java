package org.jobdeck.block.jobs.backup;

import java.util.function.LongSupplier;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeBitmap;

/**
 * What a filter that copies before others write shows of its work: as with QEMU, what of it may be read as the snapshot,
 * what was copied for others, and on the source what is to be copied. Main loop.
 */
final class CopyBitmaps {

    private final BlockNode source;
    private final NodeBitmap toCopy;

    private CopyBitmaps(BlockNode source, NodeBitmap toCopy) {
        this.source = source;
        this.toCopy = toCopy;
    }

    /** Shows them. */
    static CopyBitmaps show(BlockCopy copy, BlockNode filter, BlockNode source) {
        long all = copy.map().bytes();
        filter.addBitmap(new Shown(copy::doneForOthers));
        filter.addBitmap(new Shown(() -> all));
        NodeBitmap toCopy = new Shown(copy.map()::bytes);
        source.addBitmap(toCopy);
        return new CopyBitmaps(source, toCopy);
    }

    /** Shows the source's no longer; the filter's go with it. */
    void hide() {
        source.removeBitmap(toCopy);
    }

    private record Shown(LongSupplier counter) implements NodeBitmap {
        @Override
        public long granularity() {
            return CopyMap.CLUSTER;
        }

        @Override
        public long count() {
            return counter.getAsLong();
        }
    }
}
