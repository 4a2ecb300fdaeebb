package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jobdeck.block.BlockException;

/** Where the refcount blocks lie; all of the table is in memory. Guarded by the metadata lock. */
final class RefcountTable {

    private static final int ENTRIES_PER_SECTOR = 64;
    static final long OFFSET = ~0x1ffL;

    private final ImageState image;
    private final BitSet dirtySectors = new BitSet();
    private long[] entries = new long[0];

    RefcountTable(ImageState image) {
        this.image = image;
    }

    void load() throws BlockException {
        TablePlace place = image.header().refcountTable();
        int bytes = place.entries() * image.geometry().clusterSize();
        image.file().event("reftable_load");
        entries = L1Table.read(image.file(), new TablePlace(place.offset(), bytes / Long.BYTES));
        dirtySectors.clear();
    }

    int size() {
        return entries.length;
    }

    /** Where a block lies as the table has it, be it possible or not; 0 where there is none. */
    long offset(int index) {
        return entries[index] & OFFSET;
    }

    /**
     * Where a block lies; 0 where there is none.
     *
     * @throws BlockException EIO if it cannot lie there
     */
    long block(long index) throws BlockException {
        long offset = index < entries.length ? entries[(int) index] & OFFSET : 0;
        if (image.geometry().inCluster(offset) != 0) {
            throw image.corrupt(
                    true,
                    "Refblock offset " + ImageState.hex(offset) + " unaligned (reftable index: " + ImageState.hex(index)
                            + ")");
        }
        return offset;
    }

    void set(long index, long offset) {
        entries[(int) index] = offset;
        dirtySectors.set((int) (index / ENTRIES_PER_SECTOR));
    }

    long[] copy(int length) {
        return java.util.Arrays.copyOf(entries, length);
    }

    /** Writes the table at another place and lets the header lead there; what it leads to is on the disk. */
    TablePlace moveTo(long[] newEntries, TablePlace place) throws BlockException {
        TablePlace old = image.header().refcountTable();
        image.file().event("refblock_alloc_write_table");
        image.fresh().write(place.offset(), L1Table.bytes(newEntries));
        image.file().flush();
        image.file().event("refblock_alloc_switch_table");
        image.writeRefcountTablePlace(place);
        image.file().flush();
        entries = newEntries;
        dirtySectors.clear();
        return old;
    }

    boolean isDirty() {
        return !dirtySectors.isEmpty();
    }

    void write() throws BlockException {
        long offset = image.header().refcountTable().offset();
        for (int sector = dirtySectors.nextSetBit(0); sector >= 0; sector = dirtySectors.nextSetBit(sector + 1)) {
            ByteBuffer bytes = ByteBuffer.allocate(ENTRIES_PER_SECTOR * Long.BYTES);
            bytes.asLongBuffer().put(entries, sector * ENTRIES_PER_SECTOR, ENTRIES_PER_SECTOR);
            image.file().write(offset + (long) sector * ENTRIES_PER_SECTOR * Long.BYTES, bytes);
            dirtySectors.clear(sector);
        }
    }
}
