package org.jobdeck.block.internal.qcow2;

import java.util.List;
import org.jobdeck.block.BlockException;

/**
 * Counts what an L1 table leads to once more, or once less, when a snapshot begins or ends to use it (QEMU:
 * qcow2_update_snapshot_refcount). Guarded by the metadata lock.
 */
final class SharedTables {

    private final Geometry geometry;
    private final Metadata meta;
    private final TableCache l2;
    private final PassedDiscards discards;

    /**
     * For an image.
     *
     * @param discards what the storage is told of
     */
    SharedTables(ImageState image, Metadata meta, TableCache l2, PassedDiscards discards) {
        this.geometry = image.geometry();
        this.meta = meta;
        this.l2 = l2;
        this.discards = discards;
    }

    /** What is done with the clusters that a table leads to. */
    @FunctionalInterface
    private interface Visit {
        void clusters(long first, long count) throws BlockException;
    }

    /**
     * Counts all once more, and has that on the disk.
     *
     * @throws BlockException EINVAL if a refcount cannot be that high; then nothing is counted
     */
    void retain(long[] l1) throws BlockException {
        long[] done = {0};
        try {
            visit(l1, (first, count) -> {
                meta.refcounts().raise(first, count);
                done[0]++;
            });
        } catch (BlockException e) {
            visit(l1, (first, count) -> {
                if (done[0]-- > 0) {
                    meta.refcounts().change(first, count, -1);
                }
            });
            throw e;
        }
        meta.order().writeAndFlush();
    }

    /** Counts all once less, when the tables are on the disk that no longer lead there. */
    void release(long[] l1) throws BlockException {
        visit(l1, (first, count) -> meta.refcounts().freeLater(first, count, discards.ofSnapshots()));
    }

    private void visit(long[] l1, Visit visit) throws BlockException {
        for (long entry : l1) {
            long table = entry & L2Entry.OFFSET;
            if (table == 0) {
                continue;
            }
            for (int at = 0; at < geometry.clusterSize(); at += geometry.l2EntryBytes()) {
                visit(entryAt(table, at), visit);
            }
            visit.clusters(table >>> geometry.clusterBits(), 1);
        }
    }

    private L2Entry entryAt(long table, int at) throws BlockException {
        Table slice = l2.get(table + (at & -l2.pieceBytes()));
        return new L2Entry(slice.bytes().getLong(at & l2.pieceBytes() - 1), 0);
    }

    private void visit(L2Entry entry, Visit visit) throws BlockException {
        if (entry.isCompressed()) {
            CompressedPlace place = CompressedPlace.of(entry, geometry.clusterBits());
            long first = place.offset() >>> geometry.clusterBits();
            long last = place.offset() + place.bytes() - 1 >>> geometry.clusterBits();
            visit.clusters(first, last - first + 1);
        } else if (entry.host() != 0) {
            visit.clusters(entry.host() >>> geometry.clusterBits(), 1);
        }
    }

    /** Sets the flags of the active tables that tell what belongs to them alone, and has that on the disk. */
    void refreshFlags() throws BlockException {
        L1Table l1 = meta.l1();
        for (int i = 0; i < l1.size(); i++) {
            long table = l1.get(i) & L2Entry.OFFSET;
            if (table != 0) {
                refreshTable(table);
                long flag = isAlone(table) ? L2Entry.COPIED : 0;
                if ((l1.get(i) & L2Entry.COPIED) != flag) {
                    l1.set(i, table | flag);
                }
            }
        }
        meta.order().writeAndFlush();
    }

    private void refreshTable(long table) throws BlockException {
        for (int at = 0; at < geometry.clusterSize(); at += geometry.l2EntryBytes()) {
            L2Entry entry = entryAt(table, at);
            if (entry.isPlaced(false)) {
                boolean alone = isAlone(entry.host());
                if (alone != entry.isCopied()) {
                    Table slice = l2.get(table + (at & -l2.pieceBytes()));
                    slice.bytes()
                            .putLong(
                                    at & l2.pieceBytes() - 1,
                                    entry.withCopied(alone).word());
                    l2.markDirty(slice);
                }
            }
        }
    }

    private boolean isAlone(long offset) throws BlockException {
        return meta.refcounts().get(offset >>> geometry.clusterBits()) == 1;
    }

    /** Looks whether a table is one that can be read. */
    void check(List<Snapshot> all) throws BlockException {
        for (Snapshot each : all) {
            Limits.checkTable(each.l1(), Long.BYTES, Limits.MAX_L1_BYTES, geometry.clusterSize(), "Snapshot L1 table");
        }
    }
}
