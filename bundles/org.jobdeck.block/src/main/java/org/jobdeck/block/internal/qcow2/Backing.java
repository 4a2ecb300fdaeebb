package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** What is read where an image has nothing. */
interface Backing {

    /** Fills the buffer's remaining bytes. */
    void read(long offset, ByteBuffer into) throws BlockException;

    /** Whether a range reads as zeroes, as far as can be said without reading it. */
    boolean isZero(long offset, long bytes) throws BlockException;

    /** How long it is; 0 where there is none. */
    long length();

    /** Whether there is a backing file. */
    boolean exists();
}
