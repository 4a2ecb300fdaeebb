package org.jobdeck.block.internal.qcow2;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** Lets whole clusters read as zeroes, or forget their data, by their entries alone. Takes the locks itself. */
final class Clearer {

    private final ImageState image;
    private final Geometry geometry;
    private final CoroutineLock lock;
    private final RangeLocks ranges;
    private final Metadata meta;
    private final Backing backing;
    private final PassedDiscards discards;

    /**
     * For an image.
     *
     * @param discards what the storage is told of
     */
    Clearer(
            ImageState image,
            CoroutineLock lock,
            RangeLocks ranges,
            Metadata meta,
            Backing backing,
            PassedDiscards discards) {
        this.image = image;
        this.geometry = image.geometry();
        this.lock = lock;
        this.ranges = ranges;
        this.meta = meta;
        this.backing = backing;
        this.discards = discards;
    }

    /** What becomes of an entry. */
    @FunctionalInterface
    private interface Change {
        L2Entry of(L2Entry old) throws BlockException;
    }

    /** Something that has to hold while nobody else uses the range. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws BlockException;
    }

    /**
     * Makes whole units read as zeroes (QEMU: qcow2_subcluster_zeroize); the range may end with the disk.
     *
     * @throws BlockException ENOTSUP if these have to be written
     */
    void zero(long offset, long bytes, boolean mayUnmap) throws BlockException {
        zeroIf(() -> true, offset, bytes, mayUnmap);
    }

    /**
     * The same, but only if the condition holds when the range is this request's own.
     *
     * @return whether it did
     */
    boolean zeroIf(Condition condition, long offset, long bytes, boolean mayUnmap) throws BlockException {
        image.requireAlive();
        if (image.header().version() < 3) {
            if (backing.exists()) {
                throw new BlockException(Errno.ENOTSUP);
            }
            return clear(condition, offset, bytes, discards.ofRequests(), this::discarded);
        }
        long end = geometry.unitEnd(offset + bytes);
        long first = Math.min(geometry.clusterEnd(offset), end);
        long last = Math.max(first, geometry.clusterStart(end));
        return ranges.alone(geometry.clusterStart(offset), geometry.clusterEnd(end), () -> {
            if (!condition.holds()) {
                return false;
            }
            if (image.isDataFileRaw()) {
                image.data().writeZeroes(offset, bytes, mayUnmap);
            }
            zeroUnits(offset, first - offset);
            change(first, last, discards.ofRequests(), old -> zeroed(old, mayUnmap));
            zeroUnits(last, end - last);
            return true;
        });
    }

    /** A few subclusters of one cluster. */
    private void zeroUnits(long offset, long bytes) throws BlockException {
        if (bytes == 0) {
            return;
        }
        int from = geometry.inCluster(offset) / geometry.unitSize();
        change(geometry.clusterStart(offset), geometry.clusterEnd(offset + 1), discards.ofRequests(), old -> {
            if (old.isCompressed()) {
                throw new BlockException(Errno.ENOTSUP);
            }
            return old.withZeroUnits(from, (int) (bytes / geometry.unitSize()));
        });
    }

    private L2Entry zeroed(L2Entry old, boolean mayUnmap) {
        boolean unmaps = old.isCompressed() || mayUnmap && old.isPlaced(image.hasDataFile());
        return unmaps ? L2Entry.zero(geometry) : old.asZeroPlaced(geometry);
    }

    /** Forgets the data of whole clusters (QEMU: qcow2_cluster_discard). */
    void discard(long offset, long bytes) throws BlockException {
        clear(() -> true, offset, bytes, discards.ofRequests(), this::discarded);
    }

    /** Forgets whole clusters; not even that they read as zeroes remains. */
    void drop(long offset, long bytes) throws BlockException {
        clear(() -> true, offset, bytes, true, old -> L2Entry.NONE);
    }

    private boolean clear(Condition condition, long offset, long bytes, boolean passOn, Change change)
            throws BlockException {
        image.requireAlive();
        long end = geometry.clusterEnd(offset + bytes);
        return ranges.alone(offset, end, () -> {
            if (!condition.holds()) {
                return false;
            }
            change(offset, end, passOn, change);
            return true;
        });
    }

    private L2Entry discarded(L2Entry old) throws BlockException {
        boolean allocated = old.isCompressed() || old.isPlaced(image.hasDataFile());
        if (!allocated && !backing.exists()) {
            return old;
        }
        return image.header().version() < 3 ? L2Entry.NONE : L2Entry.zero(geometry);
    }

    private void change(long from, long to, boolean passOn, Change change) throws BlockException {
        for (long at = from; at < to; ) {
            long start = at;
            at = lock.call(() -> changeSlice(start, to, passOn, change));
        }
    }

    /** Up to the end of a slice at most; says how far. */
    private long changeSlice(long from, long most, boolean passOn, Change change) throws BlockException {
        L2Tables tables = meta.tables();
        boolean absent = tables.tableOffset(from) == 0;
        if (absent && change.of(L2Entry.NONE).equals(L2Entry.NONE)) {
            return from + meta.mapper().at(from, most - from).bytes();
        }
        long to = Math.min(most, tables.sliceEnd(from));
        meta.order().beforeChange();
        Table slice = tables.writableSlice(from);
        List<L2Entry> freed = new ArrayList<>();
        try {
            for (long at = from; at < to; at += geometry.clusterSize()) {
                L2Entry old = tables.entry(slice, at);
                meta.mapper().refuseWrong(old, tables.tableOffset(at), at);
                L2Entry changed = change.of(old);
                if (!changed.equals(old)) {
                    tables.set(slice, at, changed);
                    if (isLeft(old, changed)) {
                        freed.add(old);
                    }
                }
            }
        } finally {
            for (L2Entry old : freed) {
                meta.allocator().free(old, passOn);
            }
        }
        return to;
    }

    private boolean isLeft(L2Entry old, L2Entry now) {
        return old.isCompressed() || old.isPlaced(image.hasDataFile()) && !now.isPlaced(image.hasDataFile());
    }
}
