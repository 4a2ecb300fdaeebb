package org.jobdeck.qmp.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages that wait to be written. Belongs to one thread. */
public final class OutputQueue {
    private final Deque<ByteBuffer> messages = new ArrayDeque<>();
    private long bytes;

    /** Appends a message; its bytes from position to limit are taken. */
    public void add(ByteBuffer message) {
        bytes += message.remaining();
        messages.add(message);
    }

    /** The number of bytes not written yet. */
    public long bytes() {
        return bytes;
    }

    /** Whether everything has been written. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Forgets what has not been written. */
    public void clear() {
        messages.clear();
        bytes = 0;
    }

    /**
     * Writes as much as the channel takes without waiting.
     *
     * @param transfer a direct buffer in which small messages are joined and large ones cut
     * @throws IOException if the channel is of no use any more
     */
    public void writeTo(WritableByteChannel channel, ByteBuffer transfer) throws IOException {
        while (!messages.isEmpty()) {
            transfer.clear();
            for (ByteBuffer message : messages) {
                int count = Math.min(message.remaining(), transfer.remaining());
                transfer.put(transfer.position(), message, message.position(), count);
                transfer.position(transfer.position() + count);
                if (!transfer.hasRemaining()) {
                    break;
                }
            }
            transfer.flip();
            int offered = transfer.remaining();
            int written = channel.write(transfer);
            drop(written);
            if (written < offered) {
                return;
            }
        }
    }

    private void drop(int count) {
        bytes -= count;
        int left = count;
        while (left > 0) {
            ByteBuffer first = messages.element();
            int step = Math.min(left, first.remaining());
            first.position(first.position() + step);
            left -= step;
            if (!first.hasRemaining()) {
                messages.remove();
            }
        }
    }
}
