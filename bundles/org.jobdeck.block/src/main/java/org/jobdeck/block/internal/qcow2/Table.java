package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;

/** A piece of a table of the image in memory: see {@link TableCache}. */
final class Table {

    private final long offset;
    private final ByteBuffer bytes;
    private boolean dirty;

    Table(long offset, ByteBuffer bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    /** Where it lies in the image file. */
    long offset() {
        return offset;
    }

    /** What stands in it; whoever changes that tells the cache. */
    ByteBuffer bytes() {
        return bytes;
    }

    boolean isDirty() {
        return dirty;
    }

    void dirty(boolean nowDirty) {
        dirty = nowDirty;
    }
}
