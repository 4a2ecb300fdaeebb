package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.BlockException;

/** Takes and gives back places in the image file. Guarded by the metadata lock. */
final class Allocator {

    private final ImageState image;
    private final Refcounts refcounts;
    private final Geometry geometry;

    /** Where the next compressed data can go; 0 for a new cluster (QEMU: free_byte_offset). */
    private long freeByte;

    Allocator(ImageState image, Refcounts refcounts) {
        this.image = image;
        this.refcounts = refcounts;
        this.geometry = image.geometry();
        refcounts.onRelease(() -> freeByte = 0);
    }

    /**
     * Takes clusters side by side.
     *
     * @param what their use in messages
     * @return where the first begins
     */
    long clusters(long count, String what) throws BlockException {
        image.file().event("cluster_alloc");
        return refcounts.take(count, what) << geometry.clusterBits();
    }

    /** Takes clusters for so many bytes. */
    long forBytes(long bytes, String what) throws BlockException {
        return clusters(Math.ceilDiv(bytes, geometry.clusterSize()), what);
    }

    /** Takes room for compressed data, which need not begin a cluster (QEMU: qcow2_alloc_bytes). */
    long bytes(int size) throws BlockException {
        image.file().event("cluster_alloc_bytes");
        long start = freeByte;
        int bits = geometry.clusterBits();
        if (start != 0 && refcounts.get(start >>> bits) == refcounts.width().most()) {
            start = 0;
        }
        int free = start == 0 ? 0 : geometry.clusterSize() - geometry.inCluster(start);
        if (free < size) {
            long fresh = clusters(1, "compressed cluster");
            if (free == 0 || geometry.clusterEnd(start) != fresh) {
                start = fresh;
            } else {
                refcounts.change(start >>> bits, 1, 1);
            }
        } else {
            refcounts.change(start >>> bits, 1, 1);
        }
        freeByte = geometry.inCluster(start + size) == 0 ? 0 : start + size;
        return start;
    }

    /** Gives back clusters that no table has led to yet. */
    void giveBack(long offset, long count) throws BlockException {
        refcounts.change(offset >>> geometry.clusterBits(), count, -1);
    }

    /** Clusters that the tables, as they are in memory now, no longer lead to. */
    void free(long offset, long count, boolean discard) {
        refcounts.freeLater(offset >>> geometry.clusterBits(), count, discard);
    }

    /** The place of so many bytes that nothing leads to any more. */
    void freeBytes(long offset, long bytes, boolean discard) {
        free(offset, Math.ceilDiv(bytes, geometry.clusterSize()), discard);
    }

    /** The place of an entry that is no longer in an L2 table in memory (QEMU: qcow2_free_any_cluster). */
    void free(L2Entry entry, boolean discard) throws BlockException {
        if (entry.isCompressed()) {
            CompressedPlace place = CompressedPlace.of(entry, geometry.clusterBits());
            long first = place.offset() >>> geometry.clusterBits();
            long last = place.offset() + place.bytes() - 1 >>> geometry.clusterBits();
            refcounts.freeLater(first, last - first + 1, discard);
        } else if (image.hasDataFile()) {
            if (discard && entry.isPlaced(true)) {
                image.data().discard(entry.host(), geometry.clusterSize());
            }
        } else if (entry.host() != 0) {
            if (geometry.inCluster(entry.host()) != 0) {
                image.corrupt(false, "Cannot free unaligned cluster " + ImageState.hex(entry.host()));
            } else {
                free(entry.host(), 1, discard);
            }
        }
    }
}
