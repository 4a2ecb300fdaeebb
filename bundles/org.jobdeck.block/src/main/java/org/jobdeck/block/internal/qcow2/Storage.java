package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** Where an image, or its data, is stored: a child node. Requests suspend the calling coroutine. */
interface Storage {

    /** Fills the buffer's remaining bytes; what lies beyond the end reads as zeroes. */
    void read(long offset, ByteBuffer into) throws BlockException;

    /** Says that a named point of a request has been reached. */
    void event(String name);
}
