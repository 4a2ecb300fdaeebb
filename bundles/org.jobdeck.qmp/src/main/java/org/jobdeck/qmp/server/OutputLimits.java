package org.jobdeck.qmp.server;

/**
 * How much output is kept for a client that does not read it. QEMU has no such limits.
 *
 * @param pauseAbove the bytes above which no more commands are taken from the client
 * @param closeAbove the bytes above which the client is disconnected when there is more for it
 */
record OutputLimits(long pauseAbove, long closeAbove) {

    /** 16 MiB and 64 MiB. */
    static OutputLimits standard() {
        return new OutputLimits(16L << 20, 64L << 20);
    }
}
