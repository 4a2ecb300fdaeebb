package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/**
 * An open file of the host. All methods block, so they are called on worker threads; any number at the same time, but
 * {@link #close} alone.
 */
interface HostFile {

    /**
     * A run of bytes of one kind.
     *
     * @param data whether it has a place on the disk; otherwise it is a hole, which reads as zeroes
     * @param end where it ends, exclusive; {@code Long.MAX_VALUE} for a hole to the end of the file
     */
    record Extent(boolean data, long end) {}

    /** The length in bytes. */
    long size() throws BlockException;

    /** How much room the file takes on the disk, in bytes. */
    long allocated() throws BlockException;

    /** Fills the buffer's remaining bytes; what lies beyond the end of the file reads as zeroes. */
    void read(long offset, ByteBuffer into) throws BlockException;

    /** Writes the buffer's remaining bytes; a write beyond the end makes the file longer. */
    void write(long offset, ByteBuffer from) throws BlockException;

    /** Makes a hole inside the file; ENOTSUP where the file system has none. */
    void punchHole(long offset, long bytes) throws BlockException;

    /** Makes a range inside the file read as zeroes and keep its place on the disk; ENOTSUP where that is not possible. */
    void zeroRange(long offset, long bytes) throws BlockException;

    /** Gives a range its place on the disk and makes the file reach to its end; ENOTSUP where that is not possible. */
    void allocate(long offset, long bytes) throws BlockException;

    /** The run that contains the offset, which is inside the file. */
    Extent extentAt(long offset) throws BlockException;

    /** Returns when what was written is on stable storage. */
    void sync() throws BlockException;

    /** Changes the length. */
    void truncate(long length) throws BlockException;

    /** Takes a shared lock on one byte, which is this open file's alone. Does not wait. */
    void lock(long at) throws BlockException;

    /** Gives it back. Does not wait. */
    void unlock(long at) throws BlockException;

    /** Whether somebody else has a lock on one byte. Does not wait. */
    boolean isLocked(long at) throws BlockException;

    /** Closes it. */
    void close() throws BlockException;
}
