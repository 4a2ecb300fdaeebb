package org.jobdeck.block.internal.qcow2;

import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BlockException;

/**
 * Looks before each write whether it would overwrite what the image is made of, which happens only in images that are
 * corrupt already (QEMU: qcow2_pre_write_overlap_check).
 */
final class OverlapCheck {

    private final ImageState image;
    private final Geometry geometry;
    private final L1Table l1;
    private final RefcountTable refcounts;
    private volatile Set<MetadataKind> kinds;

    OverlapCheck(ImageState image, L1Table l1, RefcountTable refcounts, Set<MetadataKind> kinds) {
        this.image = image;
        this.geometry = image.geometry();
        this.l1 = l1;
        this.refcounts = refcounts;
        this.kinds = kinds;
    }

    /** From now on these are looked at. */
    void kinds(Set<MetadataKind> now) {
        kinds = now;
    }

    /**
     * Refuses a write into the image's file, and marks the image as corrupt, if something else is there.
     *
     * @param own what is written, which may be overwritten
     */
    void check(Optional<MetadataKind> own, long offset, long bytes) throws BlockException {
        if (bytes == 0) {
            return;
        }
        long from = geometry.clusterStart(offset);
        long to = geometry.clusterEnd(offset + bytes);
        for (MetadataKind kind : kinds) {
            if (!own.equals(Optional.of(kind)) && isIn(kind, from, to)) {
                throw image.corruptingWrite(offset, bytes, kind);
            }
        }
    }

    private boolean isIn(MetadataKind kind, long from, long to) throws BlockException {
        return switch (kind) {
            case MAIN_HEADER -> from < geometry.clusterSize();
            case ACTIVE_L1 -> isIn(image.header().l1(), from, to);
            case ACTIVE_L2 -> isIn(l1, from, to);
            case REFCOUNT_BLOCK -> isInBlocks(from, to);
            case REFCOUNT_TABLE -> {
                TablePlace place = image.header().refcountTable();
                yield overlaps(place.offset(), (long) place.entries() * geometry.clusterSize(), from, to);
            }
            case SNAPSHOT_TABLE -> overlaps(image.header().snapshots().offset(), image.snapshotTableBytes(), from, to);
            case INACTIVE_L1 -> image.snapshotTables().stream().anyMatch(place -> isIn(place, from, to));
            case INACTIVE_L2 -> isInSnapshots(from, to);
            case BITMAP_DIRECTORY ->
                image.head()
                        .extensions()
                        .bitmaps()
                        .filter(place -> overlaps(place.offset(), place.bytes(), from, to))
                        .isPresent();
        };
    }

    private static boolean overlaps(long offset, long bytes, long from, long to) {
        return bytes > 0 && offset < to && from < offset + bytes;
    }

    private static boolean isIn(TablePlace place, long from, long to) {
        return overlaps(place.offset(), Integer.toUnsignedLong(place.entries()) * Long.BYTES, from, to);
    }

    private boolean isIn(L1Table table, long from, long to) {
        for (int i = 0; i < table.size(); i++) {
            if (isTable(table.get(i), from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTable(long entry, long from, long to) {
        long offset = entry & L2Entry.OFFSET;
        return offset != 0 && overlaps(offset, geometry.clusterSize(), from, to);
    }

    private boolean isInBlocks(long from, long to) {
        for (int i = 0; i < refcounts.size(); i++) {
            long offset = refcounts.offset(i);
            if (offset != 0 && overlaps(offset, geometry.clusterSize(), from, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInSnapshots(long from, long to) throws BlockException {
        for (TablePlace place : image.snapshotTables()) {
            Limits.checkTable(place, Long.BYTES, Limits.MAX_L1_BYTES, geometry.clusterSize(), "Snapshot L1 table");
            for (long entry : L1Table.read(image.file(), place)) {
                if (isTable(entry, from, to)) {
                    return true;
                }
            }
        }
        return false;
    }
}
