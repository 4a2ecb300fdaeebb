package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.BlockException;

/**
 * Writes what was changed in memory in an order in which a program that dies in between leaves a sound image behind:
 * refcounts before the L2 tables that use the clusters, L2 tables before the L1 table that leads to them, and all of that
 * before anything is freed. Guarded by the metadata lock.
 */
final class WriteOrder {

    /** So many clusters may wait to be freed: more would make the image file much longer than it need be. */
    private static final long MOST_FREED = 4096;

    private final ImageState image;
    private final Refcounts refcounts;
    private final TableCache l2;
    private final L1Table l1;
    private boolean lazy;
    private boolean dataFirst;

    /** Whether something was written since the file was flushed. */
    private boolean unstable;

    WriteOrder(ImageState image, Refcounts refcounts, TableCache l2, L1Table l1) {
        this.image = image;
        this.refcounts = refcounts;
        this.l2 = l2;
        this.l1 = l1;
        this.lazy = image.header().has(Feature.LAZY_REFCOUNTS);
    }

    /** Whether refcounts may be written late, whatever the image says; one of version 2 cannot say that they are. */
    void lazy(boolean now) {
        lazy = now && image.header().version() > 2;
    }

    /** Data were copied that must be stable before a table leads to them. */
    void dataFirst() {
        dataFirst = true;
    }

    /** Says on the disk that refcounts may be wrong, in an image that allows that (QEMU: qcow2_mark_dirty). */
    void beforeChange() throws BlockException {
        if (lazy && !isLazy()) {
            image.writeFeatures(image.header().features().with(Feature.DIRTY, true));
            image.file().flush();
        }
        if (refcounts.freedClusters() > MOST_FREED) {
            write();
        }
    }

    private boolean isLazy() {
        return image.header().has(Feature.DIRTY);
    }

    /** Writes everything; what was written last is not yet stable. */
    void write() throws BlockException {
        if (refcounts.isDirty() && !isLazy()) {
            unstable = true;
            refcounts.write();
        }
        if (l2.hasDirty()) {
            if (dataFirst) {
                image.data().flush();
                dataFirst = false;
            }
            barrier();
            unstable = true;
            l2.write();
        }
        if (l1.isDirty()) {
            barrier();
            unstable = true;
            l1.write();
        }
        if (refcounts.freedClusters() > 0) {
            barrier();
            refcounts.settle();
            if (!isLazy()) {
                unstable = true;
                refcounts.write();
            }
        }
    }

    /** What comes next must not reach the disk before what was written up to now. */
    private void barrier() throws BlockException {
        if (unstable) {
            image.file().flush();
            unstable = false;
        }
    }

    /** Writes everything, refcounts too that may be wrong, and makes it stable. */
    void writeAndFlush() throws BlockException {
        write();
        unstable = true;
        refcounts.write();
        barrier();
    }

    /** The image is closed: all of it is on the disk, and its refcounts are right. */
    void finish() throws BlockException {
        writeAndFlush();
        if (isLazy()) {
            image.writeFeatures(image.header().features().with(Feature.DIRTY, false));
            image.file().flush();
        }
    }
}
