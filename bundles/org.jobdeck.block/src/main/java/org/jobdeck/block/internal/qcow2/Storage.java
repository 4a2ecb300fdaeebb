package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.Preallocation;

/** Where an image, or its data, is stored: a child node. Requests suspend the calling coroutine. */
interface Storage {

    /** The exact length in bytes. */
    long length();

    /** Fills the buffer's remaining bytes; what lies beyond the end reads as zeroes. */
    void read(long offset, ByteBuffer into) throws BlockException;

    /** Writes the buffer's remaining bytes; a write beyond the end makes the storage longer. */
    void write(long offset, ByteBuffer from) throws BlockException;

    /** Makes the range read as zeroes. */
    void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException;

    /** Forgets the data of the range. */
    void discard(long offset, long bytes) throws BlockException;

    /** Returns when everything written before is stable. */
    void flush() throws BlockException;

    /** Changes the length. */
    void truncate(long length, Preallocation preallocation) throws BlockException;

    /** Says that a named point of a request has been reached. */
    void event(String name);
}
