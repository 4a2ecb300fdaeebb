package org.jobdeck.image;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BufferPool;

/** Goes over a disk in pieces of a buffer's size, one after the other. In an operation's coroutine only. */
final class Pieces {

    /** What is done with a piece. */
    @FunctionalInterface
    interface Piece {
        void run(long offset, ByteBuffer first, ByteBuffer second) throws ImageException, BlockException;
    }

    private final ImageContext context;

    Pieces(ImageContext context) {
        this.context = context;
    }

    /** Does it with a range of any length; both buffers have as many bytes to fill as the piece has. */
    void each(long offset, long bytes, Piece piece) throws ImageException, BlockException {
        BufferPool buffers = context.graph().buffers();
        ByteBuffer first = buffers.take(BufferPool.MOST_BYTES);
        ByteBuffer second = buffers.take(BufferPool.MOST_BYTES);
        try {
            for (long at = offset; at < offset + bytes; ) {
                int length = (int) Math.min(BufferPool.MOST_BYTES, offset + bytes - at);
                piece.run(at, first.clear().limit(length), second.clear().limit(length));
                at += length;
                context.worked(length);
                context.turn(length);
            }
        } finally {
            buffers.giveBack(first);
            buffers.giveBack(second);
        }
    }
}
