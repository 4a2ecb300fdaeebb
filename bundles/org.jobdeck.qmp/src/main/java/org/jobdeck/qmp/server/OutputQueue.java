package org.jobdeck.qmp.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages that wait to be written. Belongs to one thread. */
final class OutputQueue {
    private final Deque<ByteBuffer> messages = new ArrayDeque<>();
    private long bytes;

    void add(ByteBuffer message) {
        bytes += message.remaining();
        messages.add(message);
    }

    /** The number of bytes not written yet. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    /**
     * Writes as much as the channel takes without waiting.
     *
     * @param transfer a direct buffer in which small messages are joined and large ones cut
     */
    void writeTo(WritableByteChannel channel, ByteBuffer transfer) throws IOException {
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
