package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Looks for zeroes in buffers; computes for long. */
final class Zeroes {

    private static final int PAGE = 4096;
    private static final ByteBuffer SAMPLE = ByteBuffer.allocateDirect(PAGE).asReadOnlyBuffer();

    private Zeroes() {}

    /** How far into the buffer's remaining bytes the first one is that is not zero; -1 if all are. */
    static int firstOther(ByteBuffer buffer) {
        int from = buffer.position();
        int end = buffer.limit();
        for (int at = from; at < end; at += PAGE) {
            int length = Math.min(PAGE, end - at);
            int found =
                    buffer.slice(at, length).mismatch(SAMPLE.duplicate().clear().limit(length));
            if (found >= 0) {
                return at + found - from;
            }
        }
        return -1;
    }

    /**
     * A part of a buffer of one kind.
     *
     * @param start how far into the buffer's remaining bytes
     * @param bytes how long
     * @param zero whether it is all zeroes
     */
    record Run(int start, int bytes, boolean zero) {}

    /** Divides the buffer's remaining bytes into zeroes and others, in whole units of that many bytes. */
    static List<Run> runs(ByteBuffer buffer, int unit) {
        int length = buffer.remaining();
        List<Run> runs = new ArrayList<>();
        int start = 0;
        boolean zero = false;
        for (int at = 0; at < length; ) {
            int bytes = Math.min(unit, length - at);
            boolean here = isZero(buffer, buffer.position() + at, bytes);
            if (here != zero && at > start) {
                runs.add(new Run(start, at - start, zero));
                start = at;
            }
            zero = here;
            at += bytes;
        }
        if (length > start) {
            runs.add(new Run(start, length - start, zero));
        }
        return runs;
    }

    /** Most of what is not zero is so from its first bytes on, which are quickly looked at. */
    private static boolean isZero(ByteBuffer buffer, int at, int bytes) {
        return (bytes < Long.BYTES || buffer.getLong(at) == 0) && firstOther(buffer.slice(at, bytes)) < 0;
    }
}
