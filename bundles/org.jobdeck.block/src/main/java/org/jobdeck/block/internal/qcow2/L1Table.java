package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.jobdeck.block.BlockException;

/** The active L1 table: all of it in memory. Guarded by the metadata lock. */
final class L1Table {

    /** How many entries are written at once. */
    private static final int ENTRIES_PER_SECTOR = 64;

    private final ImageState image;
    private final BitSet dirtySectors = new BitSet();
    private long[] entries = new long[0];

    L1Table(ImageState image) {
        this.image = image;
    }

    void load() throws BlockException {
        TablePlace place = image.header().l1();
        entries = read(image.file(), place);
        dirtySectors.clear();
    }

    /** The entries of an L1 table, whether active or of a snapshot; its length has been checked. */
    static long[] read(Storage file, TablePlace place) throws BlockException {
        ByteBuffer bytes = ByteBuffer.allocate(place.entries() * Long.BYTES);
        if (place.entries() > 0) {
            file.read(place.offset(), bytes);
        }
        long[] table = new long[place.entries()];
        bytes.flip().asLongBuffer().get(table);
        return table;
    }

    static ByteBuffer bytes(long[] table) {
        ByteBuffer bytes = ByteBuffer.allocate(table.length * Long.BYTES);
        bytes.asLongBuffer().put(table);
        return bytes;
    }

    int size() {
        return entries.length;
    }

    /** The entry of that index; 0 beyond the end. */
    long get(int index) {
        return index < entries.length ? entries[index] : 0;
    }

    void set(int index, long entry) {
        entries[index] = entry;
        dirtySectors.set(index / ENTRIES_PER_SECTOR);
    }

    /** A copy of all entries. */
    long[] copy() {
        return entries.clone();
    }

    /** The table has been written elsewhere. */
    void replaceBy(long[] newEntries) {
        entries = newEntries;
        dirtySectors.clear();
    }

    boolean isDirty() {
        return !dirtySectors.isEmpty();
    }

    void write() throws BlockException {
        long offset = image.header().l1().offset();
        for (int sector = dirtySectors.nextSetBit(0); sector >= 0; sector = dirtySectors.nextSetBit(sector + 1)) {
            int first = sector * ENTRIES_PER_SECTOR;
            int count = Math.min(ENTRIES_PER_SECTOR, entries.length - first);
            ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
            bytes.asLongBuffer().put(entries, first, count);
            image.file().event("l1_update");
            image.again(MetadataKind.ACTIVE_L1).write(offset + (long) first * Long.BYTES, bytes);
            dirtySectors.clear(sector);
        }
    }
}
