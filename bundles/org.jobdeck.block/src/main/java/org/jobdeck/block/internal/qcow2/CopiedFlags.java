package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** Compares the flags that tell that a target belongs to the active tables alone (QEMU: check_oflag_copied). */
final class CopiedFlags {

    private final ImageState image;
    private final Geometry geometry;
    private final RefcountLookup refcounts;
    private final CheckReport report;
    private final boolean repair;

    /** Tells refcounts. */
    @FunctionalInterface
    interface RefcountLookup {
        long get(long cluster) throws BlockException;
    }

    CopiedFlags(ImageState image, RefcountLookup refcounts, CheckReport report, boolean repair) {
        this.image = image;
        this.geometry = image.geometry();
        this.refcounts = refcounts;
        this.report = report;
        this.repair = repair;
    }

    void check() throws BlockException {
        TablePlace place = image.header().l1();
        long[] l1 = L1Table.read(image.file(), place);
        boolean changed = false;
        for (int i = 0; i < l1.length; i++) {
            long offset = l1[i] & L2Entry.OFFSET;
            if (offset == 0) {
                continue;
            }
            long refcount = refcounts.get(offset >>> geometry.clusterBits());
            if (refcount == 1 != ((l1[i] & L2Entry.COPIED) != 0)) {
                tell("L2 cluster: l1_index=" + i + " l1_entry=" + Long.toHexString(l1[i]) + " refcount=" + refcount);
                l1[i] ^= L2Entry.COPIED;
                changed = true;
            }
            if (geometry.inCluster(offset) == 0) {
                checkL2(offset);
            }
        }
        if (changed && repair) {
            image.file().write(place.offset(), L1Table.bytes(l1));
        }
    }

    private void checkL2(long offset) throws BlockException {
        ByteBuffer table = ByteBuffer.allocate(geometry.clusterSize());
        image.file().read(offset, table);
        boolean changed = false;
        for (int at = 0; at < table.capacity() && !image.hasDataFile(); at += geometry.l2EntryBytes()) {
            L2Entry entry = new L2Entry(table.getLong(at), 0);
            if (!entry.isPlaced(false)) {
                continue;
            }
            long refcount = refcounts.get(entry.host() >>> geometry.clusterBits());
            if (refcount == 1 != entry.isCopied()) {
                tell("data cluster: l2_entry=" + Long.toHexString(entry.word()) + " refcount=" + refcount);
                table.putLong(at, entry.word() ^ L2Entry.COPIED);
                changed = true;
            }
        }
        if (changed && repair) {
            image.file().write(offset, table.clear());
        }
    }

    private void tell(String what) {
        report.say((repair ? "Repairing" : "ERROR") + " OFLAG_COPIED " + what);
        if (repair) {
            report.corruptionsFixed++;
        } else {
            report.corruptions++;
        }
    }
}
