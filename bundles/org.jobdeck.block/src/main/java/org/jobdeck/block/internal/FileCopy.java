package org.jobdeck.block.internal;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/**
 * Copies bytes from one file of the host to another, a little at a time: what was just read is still in the processor's
 * cache when it is looked at and written. Blocks.
 *
 * @param from where they are read
 * @param to where they are written
 * @param zeroUnit zeroes are left out in whole units of so many bytes; 0 if all are written
 */
record FileCopy(HostFile from, HostFile to, int zeroUnit) {

    private static final int PIECE = 256 << 10;

    /** As direct reads and writes want their memory. */
    private static final int ALIGNMENT = 4096;

    void copy(long fromOffset, long toOffset, long bytes) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer buffer = arena.allocate(PIECE, ALIGNMENT).asByteBuffer();
            for (long done = 0; done < bytes; ) {
                buffer.clear().limit((int) Math.min(PIECE, bytes - done));
                from.read(fromOffset + done, buffer);
                write(toOffset + done, buffer.flip());
                done += buffer.limit();
            }
        }
    }

    private void write(long offset, ByteBuffer buffer) throws BlockException {
        int end = buffer.limit();
        if (zeroUnit == 0) {
            to.write(offset, buffer);
            return;
        }
        for (int at = 0; at < end; ) {
            int run = unit(at, end);
            if (isZero(buffer, at, run)) {
                at = run;
                continue;
            }
            while (run < end && !isZero(buffer, run, unit(run, end))) {
                run = unit(run, end);
            }
            to.write(offset + at, buffer.slice(at, run - at));
            at = run;
        }
    }

    /** Where the unit ends that begins there. */
    private int unit(int start, int end) {
        return (int) Math.min(end, (long) start + zeroUnit);
    }

    /** Most of what is not zero is so from its first bytes on. */
    private static boolean isZero(ByteBuffer buffer, int start, int end) {
        return (end - start < Long.BYTES || buffer.getLong(start) == 0)
                && ZeroBytes.from(0, buffer.slice(start, end - start));
    }
}
