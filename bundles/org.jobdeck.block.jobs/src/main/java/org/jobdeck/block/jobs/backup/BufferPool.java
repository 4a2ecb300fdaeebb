package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Buffers outside the heap, used again and again. Not thread-safe: it belongs to one loop. */
final class BufferPool {

    private final int size;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    BufferPool(int size) {
        this.size = size;
    }

    /** A buffer with exactly that many bytes to fill. */
    ByteBuffer take(int bytes) {
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(size);
        }
        return buffer.clear().limit(bytes);
    }

    void giveBack(ByteBuffer buffer) {
        free.push(buffer);
    }

    /** Gives the free ones up. */
    void clear() {
        free.clear();
    }
}
