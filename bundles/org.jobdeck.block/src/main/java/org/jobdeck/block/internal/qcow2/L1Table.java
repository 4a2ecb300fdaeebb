package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** The active L1 table: all of it in memory. */
final class L1Table {

    private final long[] entries;

    private L1Table(long[] entries) {
        this.entries = entries;
    }

    /** Reads the table, whose length has been checked. */
    static L1Table read(Storage file, TablePlace place) throws BlockException {
        ByteBuffer bytes = ByteBuffer.allocate(place.entries() * Long.BYTES);
        if (bytes.hasRemaining()) {
            file.read(place.offset(), bytes);
        }
        long[] entries = new long[place.entries()];
        bytes.flip().asLongBuffer().get(entries);
        return new L1Table(entries);
    }

    /** The entry of that index; 0 beyond the end. */
    long get(int index) {
        return index < entries.length ? entries[index] : 0;
    }
}
