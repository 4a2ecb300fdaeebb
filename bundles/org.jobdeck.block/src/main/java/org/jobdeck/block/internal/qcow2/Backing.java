package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** What is read where an image has nothing. */
@FunctionalInterface
interface Backing {

    /** Fills the buffer's remaining bytes. */
    void read(long offset, ByteBuffer into) throws BlockException;
}
