package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/** Makes a file longer and gives what is new its place on the disk (QEMU: raw_co_truncate). Worker threads only. */
record FileAllocation(HostFile file) {

    private static final int CHUNK = 64 << 10;

    /** Something that can fail half-way, after which the file has its old length again. */
    @FunctionalInterface
    private interface Step {
        void run() throws BlockException;
    }

    /** Makes it longer in a mode that takes places. */
    void grow(long from, long to, Preallocation mode) throws BlockException {
        orBackTo(from, mode == Preallocation.FALLOC ? () -> allocate(from, to) : () -> writeZeroes(from, to));
    }

    private void orBackTo(long length, Step step) throws BlockException {
        try {
            step.run();
        } catch (BlockException e) {
            file.truncate(length);
            throw e;
        }
    }

    private void allocate(long from, long to) throws BlockException {
        if (from == to) {
            return;
        }
        try {
            file.allocate(from, to - from);
        } catch (BlockException e) {
            if (e.errno() != Errno.ENOTSUP) {
                throw new BlockException(e.errno(), "Could not preallocate new data: " + e.getMessage(), e);
            }
            writeZeroes(from, to);
        }
    }

    private void writeZeroes(long from, long to) throws BlockException {
        ByteBuffer zeroes = ByteBuffer.allocateDirect(CHUNK);
        try {
            for (long at = from; at < to; at += zeroes.limit()) {
                zeroes.clear().limit((int) Math.min(to - at, CHUNK));
                file.write(at, zeroes);
            }
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Could not write zeros for preallocation: " + e.getMessage(), e);
        }
        try {
            file.sync();
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Could not flush file to disk: " + e.getMessage(), e);
        }
    }
}
