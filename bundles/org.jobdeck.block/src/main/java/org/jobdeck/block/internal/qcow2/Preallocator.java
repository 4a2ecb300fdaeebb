package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.BlockException;
import org.jobdeck.block.Preallocation;

/** Gives the clusters of a part of the disk that is new their places. Takes the locks itself. */
final class Preallocator {

    private final ImageState image;
    private final Geometry geometry;
    private final CoroutineLock lock;
    private final Metadata meta;
    private final ClusterPlacer placer;
    private final Zeroing zeroing;

    Preallocator(ImageState image, CoroutineLock lock, Metadata meta, ClusterPlacer placer, Zeroing zeroing) {
        this.image = image;
        this.geometry = image.geometry();
        this.lock = lock;
        this.meta = meta;
        this.placer = placer;
        this.zeroing = zeroing;
    }

    /** Preallocates what lies between two lengths. */
    void preallocate(long old, long to, Preallocation mode) throws BlockException {
        if (image.hasDataFile() && image.data().length() < to) {
            image.data().truncate(to, mode == Preallocation.METADATA ? Preallocation.OFF : mode);
        }
        if (old == to || mode == Preallocation.OFF && !image.isDataFileRaw()) {
            return;
        }
        // the cluster in which the disk ended has data already
        long from = Math.min(geometry.clusterEnd(old), to);
        if (from > old) {
            zeroing.writeZeroes(old, from);
        }
        if (from == to) {
            return;
        }
        // an image that is to be read without its tables has to have a place for everything
        if (image.hasDataFile() || mode == Preallocation.METADATA) {
            placeAll(from, to, mode == Preallocation.METADATA ? Preallocation.OFF : mode);
        } else {
            placeSideBySide(from, to, mode);
        }
    }

    /** The file reaches as far as the places do, so that reading there does not fail. */
    private void placeAll(long from, long to, Preallocation mode) throws BlockException {
        long host = 0;
        for (long at = from; at < to; ) {
            long[] placed = placer.preallocate(at, to - at);
            at = placed[0];
            host = placed[1];
        }
        long end = geometry.clusterEnd(host);
        if (end > image.data().length()) {
            image.data().truncate(end, mode);
        }
    }

    private void placeSideBySide(long from, long to, Preallocation mode) throws BlockException {
        long clusters = geometry.clusterEnd(to) - geometry.clusterStart(from) >>> geometry.clusterBits();
        // more than are made, as the first and the last may be there in part
        long tables = Math.ceilDiv(clusters, geometry.l2Entries()) + 1;
        long start = lock.call(() -> take(clusters, tables)) << geometry.clusterBits();
        if (image.file().length() > start) {
            // what was there once must not show
            image.file().truncate(start, Preallocation.OFF);
        }
        image.file().truncate(start + (clusters << geometry.clusterBits()), mode);
        long guest = geometry.clusterStart(from);
        for (long done = 0; done < clusters; ) {
            long at = guest + (done << geometry.clusterBits());
            long inSlice = meta.tables().sliceEnd(at) - at >>> geometry.clusterBits();
            int count = (int) Math.min(clusters - done, inSlice);
            placer.placeAt(at, count, start + (done << geometry.clusterBits()));
            done += count;
        }
    }

    private long take(long clusters, long tables) throws BlockException {
        long length = Math.ceilDiv(image.file().length(), geometry.clusterSize());
        long last = meta.refcounts().lastUsed(length);
        long first = meta.refcounts().takeAtEnd(last < 0 ? length : last + 1, clusters, tables);
        // there is room where the refcount table was
        meta.order().write();
        return first;
    }
}
