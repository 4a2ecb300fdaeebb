package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/** Goes through an L1 table and the L2 tables below it, and counts what they lead to (QEMU: check_refcounts_l1). */
final class TableWalk {

    private final ImageState image;
    private final Geometry geometry;
    private final References references;
    private final CheckReport report;
    private final ByteBuffer table;

    TableWalk(ImageState image, References references, CheckReport report) {
        this.image = image;
        this.geometry = image.geometry();
        this.references = references;
        this.report = report;
        this.table = ByteBuffer.allocate(geometry.clusterSize());
    }

    /**
     * Counts one table with all that it leads to.
     *
     * @param active whether the guest's disk is counted, too
     */
    void count(TablePlace place, boolean active) {
        references.add(place.offset(), (long) place.entries() * Long.BYTES);
        long[] entries;
        try {
            entries = L1Table.read(image.file(), place);
        } catch (BlockException e) {
            report.checkErrors++;
            report.say("ERROR: I/O error in check_refcounts_l1");
            return;
        }
        for (long entry : entries) {
            if (entry != 0) {
                countL2(entry, active);
            }
        }
    }

    private void countL2(long entry, boolean active) {
        if ((entry & L2Entry.RESERVED_L1) != 0) {
            report.error("ERROR found L1 entry with reserved bits set: " + Long.toHexString(entry));
        }
        long offset = entry & L2Entry.OFFSET;
        references.add(offset, geometry.clusterSize());
        if (geometry.inCluster(offset) != 0) {
            report.error("ERROR l2_offset=" + Long.toHexString(offset)
                    + ": Table is not cluster aligned; L1 entry corrupted");
        }
        try {
            image.file().read(offset, table.clear());
        } catch (BlockException e) {
            report.checkErrors++;
            report.say("ERROR: I/O error in check_refcounts_l2");
            return;
        }
        long follows = 0;
        for (int at = 0; at < table.capacity(); at += geometry.l2EntryBytes()) {
            L2Entry l2 = new L2Entry(table.getLong(at), geometry.extended() ? table.getLong(at + Long.BYTES) : 0);
            if (l2.word() != 0 || l2.bitmap() != 0) {
                follows = countCluster(l2, active, follows);
            }
        }
    }

    /** Gives the place where the next cluster would follow this one. */
    private long countCluster(L2Entry entry, boolean active, long follows) {
        if (entry.reservedBits(geometry.extended()) != 0) {
            report.error("ERROR found l2 entry with reserved bits set: " + Long.toHexString(entry.word()));
        }
        if (entry.isCompressed()) {
            countCompressed(entry, active);
            return follows;
        }
        if (!entry.isPlaced(image.hasDataFile())) {
            if (entry.allocated() != 0) {
                report.error("ERROR: Unallocated cluster has non-zero subcluster allocation map");
            }
            return follows;
        }
        long host = entry.host();
        if ((entry.allocated() & entry.bitmap() >>> Limits.SUBCLUSTERS) != 0) {
            report.error("ERROR offset=" + Long.toHexString(host)
                    + ": Allocated cluster has corrupted subcluster allocation bitmap");
            return follows;
        }
        if (geometry.inCluster(host) != 0) {
            String what = entry.hasZeroFlag() ? "Preallocated zero" : "Data";
            report.error("ERROR offset=" + Long.toHexString(host) + ": " + what
                    + " cluster is not properly aligned; L2 entry corrupted.");
            return follows;
        }
        if (active) {
            report.allocated++;
            report.fragmented += follows != 0 && host != follows ? 1 : 0;
        }
        if (!image.hasDataFile()) {
            references.add(host, geometry.clusterSize());
        }
        return host + geometry.clusterSize();
    }

    private void countCompressed(L2Entry entry, boolean active) {
        CompressedPlace place = CompressedPlace.of(entry, geometry.clusterBits());
        if (entry.isCopied()) {
            report.error("ERROR: coffset=" + ImageState.hex(place.offset())
                    + ": copied flag must never be set for compressed clusters");
        }
        if (image.hasDataFile()) {
            report.error("ERROR compressed cluster with data file, entry=0x" + Long.toHexString(entry.word()));
            return;
        }
        if (entry.bitmap() != 0) {
            report.error("ERROR compressed cluster with non-zero subcluster allocation bitmap, entry=0x"
                    + Long.toHexString(entry.word()));
        }
        references.add(place.offset(), place.bytes());
        if (active) {
            report.allocated++;
            report.compressed++;
            // they are fragmented by nature
            report.fragmented++;
        }
    }
}
