package org.jobdeck.block;

import java.nio.ByteBuffer;

/**
 * Requests on a node through somebody who has permissions on it: an {@link NodeEdge} or a {@link NamedBackend}.
 *
 * <p><b>Threads.</b> In a coroutine of the node's loop a request runs in that coroutine and gives the baton up while it
 * waits. In a coroutine of another loop it is carried to the node's loop and the calling coroutine waits. On a home
 * thread outside a coroutine it is carried there, too, while the thread runs its own loop (QEMU: co_wrapper), so that
 * it never deadlocks with what it waits for. Elsewhere it throws {@link IllegalStateException}.
 *
 * <p>Offsets and lengths are bytes of the guest's view. All requests fail with {@link BlockException}: EIO for a range
 * that cannot be, EPERM for a write on a read-only node, otherwise with what the driver reports.
 */
public sealed interface BlockIo permits NodeEdge, NamedBackend {

    /** Fills the buffer's remaining bytes; what lies beyond the end of the node reads as zeroes. */
    void pread(long offset, ByteBuffer into) throws BlockException;

    /** Writes the buffer's remaining bytes. */
    void pwrite(long offset, ByteBuffer from) throws BlockException;

    /**
     * Writes the buffer's remaining bytes compressed (QEMU: BDRV_REQ_WRITE_COMPRESSED); ENOTSUP where the format has
     * nothing of that kind.
     */
    void pwriteCompressed(long offset, ByteBuffer from) throws BlockException;

    /**
     * Makes the range read as zeroes.
     *
     * @param mayUnmap whether the range may lose its place on the disk
     */
    void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException;

    /**
     * Copies bytes of another node here on one worker, if both are files, in pieces that stay in the processor's cache
     * (QEMU: bdrv_co_copy_range, which leaves that to the system).
     *
     * @param source where they are read; the caller may read there
     * @param zeroUnit zeroes are left out in whole units of so many bytes, so the range reads as zeroes here already; 0 if
     *     all are written
     * @throws BlockException ENOTSUP if that is not possible; what was copied after any error is not known
     */
    void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit) throws BlockException;

    /** Says that the data of the range are no longer needed; a driver that cannot use that does nothing. */
    void discard(long offset, long bytes) throws BlockException;

    /** Returns when everything written before is on stable storage. */
    void flush() throws BlockException;

    /** Changes the length; needs {@link Permission#RESIZE}. */
    default void truncate(long length) throws BlockException {
        truncate(length, Preallocation.OFF);
    }

    /** Changes the length, and gives what is new its place; needs {@link Permission#RESIZE}. */
    void truncate(long length, Preallocation preallocation) throws BlockException;

    /** What is known of the range's beginning, at most of {@code bytes} bytes. */
    BlockStatus blockStatus(long offset, long bytes) throws BlockException;

    /** The node's length in bytes, a multiple of 512. Any thread. */
    long length() throws BlockException;
}
