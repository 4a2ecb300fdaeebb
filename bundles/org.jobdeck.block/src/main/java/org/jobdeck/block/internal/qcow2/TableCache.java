package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlockException;

/**
 * Pieces of the image's tables, all of one size, kept in memory. What was changed is written when the {@link WriteOrder}
 * says so, never earlier. Guarded by the metadata lock.
 */
final class TableCache {

    private final Storage file;
    private final int pieceBytes;
    private final int capacity;
    private final String loadEvent;
    private final String updateEvent;

    /** The one not used for the longest time first. */
    private final Map<Long, Table> tables = new LinkedHashMap<>(16, 0.75f, true);

    private int dirty;

    /** Writes all that is dirty, in its order: called when there is no room for more. */
    private CoroutineLock.Action makeClean = () -> {};

    /**
     * An empty cache.
     *
     * @param loadEvent the point in a request at which a piece is read
     * @param updateEvent the point at which one is written
     */
    TableCache(Storage file, int pieceBytes, int capacity, String loadEvent, String updateEvent) {
        this.file = file;
        this.pieceBytes = pieceBytes;
        this.capacity = capacity;
        this.loadEvent = loadEvent;
        this.updateEvent = updateEvent;
    }

    void onFull(CoroutineLock.Action action) {
        makeClean = action;
    }

    int pieceBytes() {
        return pieceBytes;
    }

    /** The piece that lies at an offset; it is read if it is not here. Good until the next call. */
    Table get(long offset) throws BlockException {
        Table table = tables.get(offset);
        if (table == null) {
            ByteBuffer bytes = ByteBuffer.allocate(pieceBytes);
            file.event(loadEvent);
            file.read(offset, bytes);
            table = new Table(offset, bytes.clear());
            add(table);
        }
        return table;
    }

    /** A new piece, which is in the cache only, and dirty. */
    Table put(long offset, ByteBuffer bytes) throws BlockException {
        Table old = tables.remove(offset);
        if (old != null && old.isDirty()) {
            dirty--;
        }
        Table table = new Table(offset, bytes);
        add(table);
        markDirty(table);
        return table;
    }

    private void add(Table table) throws BlockException {
        if (tables.size() >= capacity) {
            if (dirty >= capacity / 2) {
                makeClean.run();
            }
            evict();
        }
        tables.put(table.offset(), table);
    }

    private void evict() {
        Iterator<Table> oldest = tables.values().iterator();
        while (oldest.hasNext() && tables.size() >= capacity) {
            if (!oldest.next().isDirty()) {
                oldest.remove();
            }
        }
    }

    /** Says that a piece was changed. */
    void markDirty(Table table) {
        if (!table.isDirty()) {
            table.dirty(true);
            dirty++;
        }
        // it may have had to go meanwhile
        tables.put(table.offset(), table);
    }

    boolean hasDirty() {
        return dirty > 0;
    }

    /** Writes what was changed, in the order of its places. */
    void write() throws BlockException {
        if (dirty == 0) {
            return;
        }
        List<Table> changed = tables.values().stream()
                .filter(Table::isDirty)
                .sorted(Comparator.comparingLong(Table::offset))
                .toList();
        for (Table table : changed) {
            file.event(updateEvent);
            file.write(table.offset(), table.bytes().duplicate().clear());
            table.dirty(false);
            dirty--;
        }
    }

    /** Forgets pieces of a range that belongs to somebody else from now on. */
    void forget(long offset, long bytes) {
        for (long at = offset; at < offset + bytes; at += pieceBytes) {
            Table table = tables.remove(at);
            if (table != null && table.isDirty()) {
                dirty--;
            }
        }
    }

    /** Forgets everything, changed or not. */
    void clear() {
        tables.clear();
        dirty = 0;
    }
}
