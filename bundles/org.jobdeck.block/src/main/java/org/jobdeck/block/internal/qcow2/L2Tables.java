package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** The L2 tables of the active L1 table, which are in memory in slices. Guarded by the metadata lock. */
final class L2Tables {

    private final ImageState image;
    private final Geometry geometry;
    private final L1Table l1;
    private final TableCache cache;

    L2Tables(ImageState image, L1Table l1, TableCache cache) {
        this.image = image;
        this.geometry = image.geometry();
        this.l1 = l1;
        this.cache = cache;
    }

    /** Where the part of the guest's disk ends that the slice for an offset tells of. */
    long sliceEnd(long guestOffset) {
        long reach = (long) (cache.pieceBytes() / geometry.l2EntryBytes()) << geometry.clusterBits();
        return (guestOffset & -reach) + reach;
    }

    /**
     * Where the table for an offset lies; 0 if there is none.
     *
     * @throws BlockException EIO if it cannot lie there
     */
    long tableOffset(long guestOffset) throws BlockException {
        int index = geometry.l1Index(guestOffset);
        long offset = l1.get(index) & L2Entry.OFFSET;
        if (geometry.inCluster(offset) != 0) {
            throw image.corrupt("L2 table offset " + ImageState.hex(offset) + " unaligned (L1 index: "
                    + ImageState.hex(index) + ")");
        }
        return offset;
    }

    /** The slice for an offset of a table. */
    ByteBuffer slice(long tableOffset, long guestOffset) throws BlockException {
        int inTable = geometry.l2Index(guestOffset) * geometry.l2EntryBytes();
        return cache.get(tableOffset + (inTable & -cache.pieceBytes()));
    }

    /** The entry of its slice for an offset. */
    L2Entry entry(ByteBuffer slice, long guestOffset) {
        int at = geometry.l2Index(guestOffset) * geometry.l2EntryBytes() & cache.pieceBytes() - 1;
        return new L2Entry(slice.getLong(at), geometry.extended() ? slice.getLong(at + Long.BYTES) : 0);
    }
}
