package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BufferPool;
import org.jobdeck.loop.Errno;

/** Write zeroes and discard of any range: what is not whole clusters is written, or left alone. */
final class Zeroing {

    private final ImageState image;
    private final Geometry geometry;
    private final Clearer clearer;
    private final Reader reader;
    private final Writer writer;
    private final Backing backing;
    private final BufferPool buffers;

    Zeroing(ImageState image, Clearer clearer, Reader reader, Writer writer, Backing backing, BufferPool buffers) {
        this.image = image;
        this.geometry = image.geometry();
        this.clearer = clearer;
        this.reader = reader;
        this.writer = writer;
        this.backing = backing;
        this.buffers = buffers;
    }

    /** Makes a range read as zeroes (QEMU: qcow2_co_pwrite_zeroes). */
    void zero(long offset, long bytes, boolean mayUnmap) throws BlockException {
        long end = offset + bytes;
        long size = image.header().size();
        long first = Math.min(geometry.unitEnd(offset), end);
        long last = end == size ? end : Math.max(first, geometry.unitStart(end));
        if (first > offset) {
            zeroPart(offset, first, mayUnmap);
        }
        if (last > first) {
            zeroWhole(first, last, mayUnmap);
        }
        if (end > last) {
            zeroPart(last, end, mayUnmap);
        }
    }

    /**
     * Part of a unit: of one that is nothing but zeroes otherwise, the whole is zeroes then. Whether it is so is looked at
     * while nobody else can write there.
     */
    private void zeroPart(long from, long to, boolean mayUnmap) throws BlockException {
        long start = geometry.unitStart(from);
        long end = Math.min(geometry.unitEnd(to), image.header().size());
        Clearer.Condition otherwiseZero =
                () -> isWithoutData(start) && reader.isZero(start, from - start) && reader.isZero(to, end - to);
        boolean done = false;
        try {
            done = clearer.zeroIf(otherwiseZero, start, end - start, mayUnmap);
        } catch (BlockException e) {
            if (e.errno() != Errno.ENOTSUP) {
                throw e;
            }
        }
        if (!done) {
            writeZeroes(from, to);
        }
    }

    private boolean isWithoutData(long at) throws BlockException {
        return switch (reader.at(at, 1).type()) {
            case ZERO, ZERO_PLACED, UNALLOCATED, UNALLOCATED_PLACED -> true;
            case DATA, COMPRESSED, INVALID -> false;
        };
    }

    private void zeroWhole(long from, long to, boolean mayUnmap) throws BlockException {
        try {
            clearer.zero(from, to - from, mayUnmap);
        } catch (BlockException e) {
            if (e.errno() != Errno.ENOTSUP) {
                throw e;
            }
            writeZeroes(from, to);
        }
    }

    /** Writes zeroes as data. */
    void writeZeroes(long from, long to) throws BlockException {
        ByteBuffer zeroes = buffers.take((int) Math.min(to - from, BufferPool.MOST_BYTES));
        try {
            Reader.fillWithZeroes(zeroes);
            for (long at = from; at < to; at += zeroes.limit()) {
                zeroes.clear().limit((int) Math.min(to - at, BufferPool.MOST_BYTES));
                writer.write(at, zeroes);
            }
        } finally {
            buffers.giveBack(zeroes);
        }
    }

    /** Forgets the clusters that lie inside a range; the last one of the disk may be shorter than a cluster. */
    void discard(long offset, long bytes) throws BlockException {
        if (image.header().version() < 3 && backing.exists()) {
            // what is below would show through
            throw new BlockException(Errno.ENOTSUP);
        }
        long end = offset + bytes;
        long from = geometry.clusterEnd(offset);
        long to = end == image.header().size() ? geometry.clusterEnd(end) : geometry.clusterStart(end);
        if (to > from) {
            clearer.discard(from, to - from);
        }
    }
}
