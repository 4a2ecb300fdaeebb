package org.jobdeck.block.jobs.backup;

import java.util.BitSet;
import java.util.Optional;
import org.jobdeck.block.DirtyBitmap;

/**
 * Which clusters are still to be copied (QEMU: the copy bitmap of block-copy). Not thread-safe: it belongs to one loop.
 */
final class CopyMap {

    /** The granularity of copying, in bytes. */
    static final int CLUSTER = 64 * 1024;

    /** The longest node that can be kept track of, in bytes. */
    static final long MAX_LENGTH = (long) Integer.MAX_VALUE * CLUSTER;

    /** A run of clusters; the last one of a node may be short. */
    record Range(long offset, long bytes) {}

    private final long length;
    private final BitSet toCopy;

    /** All of a node of that many bytes, at most {@link #MAX_LENGTH}. */
    CopyMap(long length) {
        this.length = length;
        int clusters = Math.toIntExact((length + CLUSTER - 1) / CLUSTER);
        toCopy = new BitSet(clusters);
        toCopy.set(0, clusters);
    }

    /** The length of the node, in bytes. */
    long length() {
        return length;
    }

    boolean isEmpty() {
        return toCopy.isEmpty();
    }

    /** How many bytes are still to be copied, in whole clusters. */
    long bytes() {
        return (long) toCopy.cardinality() * CLUSTER;
    }

    /** The same without what the last cluster reaches beyond the end of the node. */
    long exactBytes() {
        int last = (int) (wholeClusters(length) / CLUSTER) - 1;
        return last >= 0 && toCopy.get(last) ? bytes() - (wholeClusters(length) - length) : bytes();
    }

    /** That many bytes and what is missing to a whole cluster. */
    static long wholeClusters(long bytes) {
        return (bytes + CLUSTER - 1) / CLUSTER * CLUSTER;
    }

    /** The first run at or after the offset, at most that long but for whole clusters; null if there is none. */
    Range next(long from, long maxBytes) {
        return next((int) (from / CLUSTER), Integer.MAX_VALUE, maxBytes);
    }

    /** The first run that touches the range, likewise. */
    Range nextWithin(long offset, long bytes, long maxBytes) {
        return next((int) (offset / CLUSTER), last(new Range(offset, bytes)), maxBytes);
    }

    private Range next(int from, int to, long maxBytes) {
        int start = toCopy.nextSetBit(from);
        if (start < 0 || start >= to) {
            return null;
        }
        int end = Math.min(to, toCopy.nextClearBit(start));
        long most = wholeClusters(maxBytes) / CLUSTER;
        return range(start, (int) Math.min(end, start + most));
    }

    /** Whether some cluster has bytes of both. */
    boolean touchSameClusters(Range a, Range b) {
        return first(a) < last(b) && first(b) < last(a);
    }

    private Range range(int start, int end) {
        long offset = (long) start * CLUSTER;
        return new Range(offset, Math.min((long) end * CLUSTER, length) - offset);
    }

    /** The beginning of the range, at most so long, on cluster boundaries but at the end of the node. */
    Range shortened(Range range, long bytes) {
        if (bytes >= range.bytes()) {
            return range;
        }
        int start = (int) (range.offset() / CLUSTER);
        int clusters = (int) Math.max(1, bytes / CLUSTER);
        return range(start, start + clusters);
    }

    /** Somebody copies the range now. */
    void take(Range range) {
        toCopy.clear(first(range), last(range));
    }

    /** Leaves out all clusters of which a bitmap has no bit. */
    void keepOnly(DirtyBitmap bitmap) {
        toCopy.clear();
        Optional<DirtyBitmap.Area> next = bitmap.next(0, Long.MAX_VALUE);
        while (next.isPresent()) {
            Range dirty = new Range(next.get().offset(), next.get().bytes());
            putBack(dirty);
            next = bitmap.next(dirty.offset() + dirty.bytes(), Long.MAX_VALUE);
        }
    }

    /** The copy failed: it is to be done again. */
    void putBack(Range range) {
        toCopy.set(first(range), last(range));
    }

    private static int first(Range range) {
        return (int) (range.offset() / CLUSTER);
    }

    private static int last(Range range) {
        return (int) ((range.offset() + range.bytes() + CLUSTER - 1) / CLUSTER);
    }
}
