package org.jobdeck.block.internal;

import java.nio.ByteBuffer;

/** Looks for anything but zeroes. */
public final class ZeroBytes {

    private ZeroBytes() {}

    /** Whether all bytes from a place up to the buffer's limit are zero. The buffer stays as it is. */
    public static boolean from(int place, ByteBuffer buffer) {
        int at = place;
        for (; at + Long.BYTES <= buffer.limit(); at += Long.BYTES) {
            if (buffer.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < buffer.limit(); at++) {
            if (buffer.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
