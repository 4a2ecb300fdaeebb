package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** The L2 tables of the active L1 table, which are in memory in slices. Guarded by the metadata lock. */
final class L2Tables {

    private final ImageState image;
    private final Geometry geometry;
    private final L1Table l1;
    private final TableCache cache;
    private final Allocator allocator;

    L2Tables(ImageState image, L1Table l1, TableCache cache, Allocator allocator) {
        this.image = image;
        this.geometry = image.geometry();
        this.l1 = l1;
        this.cache = cache;
        this.allocator = allocator;
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
        return tableOffsetAt(geometry.l1Index(guestOffset));
    }

    private long tableOffsetAt(int index) throws BlockException {
        long offset = l1.get(index) & L2Entry.OFFSET;
        if (geometry.inCluster(offset) != 0) {
            throw image.corrupt(
                    true,
                    "L2 table offset " + ImageState.hex(offset) + " unaligned (L1 index: " + ImageState.hex(index)
                            + ")");
        }
        return offset;
    }

    /** The slice for an offset of a table; good until the next call. */
    Table slice(long tableOffset, long guestOffset) throws BlockException {
        return cache.get(tableOffset + inTable(guestOffset));
    }

    private int inTable(long guestOffset) {
        return geometry.l2Index(guestOffset) * geometry.l2EntryBytes() & -cache.pieceBytes();
    }

    private int inSlice(long guestOffset) {
        return geometry.l2Index(guestOffset) * geometry.l2EntryBytes() & cache.pieceBytes() - 1;
    }

    /** The entry of its slice for an offset. */
    L2Entry entry(Table slice, long guestOffset) {
        int at = inSlice(guestOffset);
        ByteBuffer bytes = slice.bytes();
        return new L2Entry(bytes.getLong(at), geometry.extended() ? bytes.getLong(at + Long.BYTES) : 0);
    }

    /** Changes an entry of a slice that is {@linkplain #writableSlice writable}. */
    void set(Table slice, long guestOffset, L2Entry entry) {
        int at = inSlice(guestOffset);
        slice.bytes().putLong(at, entry.word());
        if (geometry.extended()) {
            slice.bytes().putLong(at + Long.BYTES, entry.bitmap());
        }
        cache.markDirty(slice);
    }

    /** Whether the table for an offset belongs to the active L1 table alone. */
    boolean isOwn(long guestOffset) {
        return (l1.get(geometry.l1Index(guestOffset)) & L2Entry.COPIED) != 0;
    }

    /** The slice for an offset, in a table that belongs to the active L1 table alone: it is made, or copied, first. */
    Table writableSlice(long guestOffset) throws BlockException {
        int index = geometry.l1Index(guestOffset);
        if (!isOwn(guestOffset) || tableOffsetAt(index) == 0) {
            makeOwnTable(index);
        }
        return slice(tableOffsetAt(index), guestOffset);
    }

    private void makeOwnTable(int index) throws BlockException {
        long old = tableOffsetAt(index);
        image.file().event("l2_alloc_write");
        long fresh = allocator.clusters(1, "L2 table");
        try {
            copyTable(old, fresh);
        } catch (BlockException e) {
            cache.forget(fresh, geometry.clusterSize());
            allocator.giveBack(fresh, 1);
            throw e;
        }
        l1.set(index, fresh | L2Entry.COPIED);
        if (old != 0) {
            cache.forget(old, geometry.clusterSize());
            allocator.free(old, 1, false);
        }
    }

    private void copyTable(long from, long to) throws BlockException {
        for (int at = 0; at < geometry.clusterSize(); at += cache.pieceBytes()) {
            ByteBuffer content = ByteBuffer.allocate(cache.pieceBytes());
            if (from != 0) {
                content.put(cache.get(from + at).bytes().duplicate().clear()).clear();
            }
            cache.put(to + at, content);
        }
    }

    /** The table of an L1 entry is no longer used. */
    void drop(int index) throws BlockException {
        long offset = tableOffsetAt(index);
        l1.set(index, 0);
        if (offset != 0) {
            cache.forget(offset, geometry.clusterSize());
            allocator.free(offset, 1, true);
        }
    }
}
