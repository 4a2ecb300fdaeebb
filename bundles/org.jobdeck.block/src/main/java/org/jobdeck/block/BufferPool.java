package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Buffers outside the heap, used again and again by all who copy data in one graph. Any thread.
 *
 * <p>The memory of such a buffer is free only when the garbage collector has found that nobody uses it, which can be long
 * after. So whoever copies takes one for as long as a transfer lasts and keeps none: ten thousand jobs at rest have no
 * buffers.
 */
public final class BufferPool {

    /** The size of a buffer in bytes, and so the most that is transferred at a time. */
    public static final int MOST_BYTES = 1 << 20;

    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    BufferPool() {}

    /**
     * A buffer with exactly that many bytes to fill, at most {@link #MOST_BYTES}; {@link #giveBack} is called with it
     * afterwards.
     */
    public ByteBuffer take(int bytes) {
        ByteBuffer buffer;
        lock.lock();
        try {
            buffer = free.poll();
        } finally {
            lock.unlock();
        }
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(MOST_BYTES);
        }
        return buffer.clear().limit(bytes);
    }

    /**
     * Has that many buffers ready beside those that there are, so that the first job need not wait until the system has
     * given their memory, which takes about a millisecond for each.
     */
    public void prepare(int count) {
        for (int i = 0; i < count; i++) {
            giveBack(ByteBuffer.allocateDirect(MOST_BYTES));
        }
    }

    /** The buffer is for others now. */
    public void giveBack(ByteBuffer buffer) {
        lock.lock();
        try {
            if (free.size() < KEPT) {
                free.push(buffer);
            }
        } finally {
            lock.unlock();
        }
    }
}
