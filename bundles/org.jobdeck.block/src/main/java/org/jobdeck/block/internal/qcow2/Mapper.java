package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.BlockException;

/** Finds where the guest's data are (QEMU: qcow2_get_host_offset). Guarded by the metadata lock. */
final class Mapper {

    private final ImageState image;
    private final Geometry geometry;
    private final L2Tables tables;

    Mapper(ImageState image, L2Tables tables) {
        this.image = image;
        this.geometry = image.geometry();
        this.tables = tables;
    }

    /**
     * What there is at an offset inside the disk, and for how many bytes, at most those asked for, it goes on so.
     *
     * @throws BlockException EIO if the tables tell what cannot be
     */
    Extent at(long offset, long bytes) throws BlockException {
        long table = tables.tableOffset(offset);
        if (table == 0) {
            return new Extent(UnitType.UNALLOCATED, absentBytes(offset, bytes), -1, L2Entry.NONE);
        }
        return inSlice(table, offset, Math.min(bytes, tables.sliceEnd(offset) - offset), false);
    }

    /**
     * Where bytes can be written without a change of the tables: data whose place belongs to this disk alone. For how many
     * bytes that is so; none if the type is not {@link UnitType#DATA}.
     */
    Extent own(long offset, long bytes) throws BlockException {
        long table = tables.tableOffset(offset);
        if (table == 0 || !tables.isOwn(offset)) {
            return new Extent(UnitType.UNALLOCATED, 0, -1, L2Entry.NONE);
        }
        Extent extent = inSlice(table, offset, Math.min(bytes, tables.sliceEnd(offset) - offset), true);
        boolean own = extent.type() == UnitType.DATA && extent.entry().isCopied();
        return own ? extent : new Extent(UnitType.UNALLOCATED, 0, -1, L2Entry.NONE);
    }

    private long absentBytes(long offset, long bytes) throws BlockException {
        long end = offset + bytes;
        long at = offset;
        while (at < end && tables.tableOffset(at) == 0) {
            at = (at & -geometry.l2Reach()) + geometry.l2Reach();
        }
        return Math.min(at, end) - offset;
    }

    private Extent inSlice(long table, long offset, long bytes, boolean own) throws BlockException {
        Table slice = tables.slice(table, offset);
        L2Entry first = tables.entry(slice, offset);
        UnitType type = first.type(unit(offset), geometry, image.hasDataFile());
        refuseWrong(first, type, table, offset);
        if (type == UnitType.COMPRESSED) {
            return new Extent(type, Math.min(geometry.clusterEnd(offset + 1) - offset, bytes), -1, first);
        }
        long host = type.isPlaced() ? first.host() + geometry.inCluster(offset) : -1;
        L2Entry entry = first;
        long end = geometry.unitEnd(offset + 1);
        while (end < offset + bytes) {
            if (geometry.inCluster(end) == 0) {
                entry = tables.entry(slice, end);
            }
            if (!goesOn(entry, type, end, host < 0 ? -1 : host + end - offset) || own && !entry.isCopied()) {
                break;
            }
            end += geometry.unitSize();
        }
        return new Extent(type, Math.min(end - offset, bytes), host, first);
    }

    private boolean goesOn(L2Entry entry, UnitType type, long offset, long host) {
        return entry.type(unit(offset), geometry, image.hasDataFile()) == type
                && (host < 0 || entry.host() + geometry.inCluster(offset) == host)
                && !isFromLaterVersion(entry)
                && !isElsewhere(entry, offset)
                && geometry.inCluster(entry.host()) == 0;
    }

    private int unit(long offset) {
        return geometry.inCluster(offset) / geometry.unitSize();
    }

    private boolean isFromLaterVersion(L2Entry entry) {
        return image.header().version() < 3 && entry.hasZeroFlag();
    }

    /** In an external data file each cluster lies where the guest sees it. */
    private boolean isElsewhere(L2Entry entry, long offset) {
        return image.hasDataFile() && entry.isPlaced(true) && entry.host() != geometry.clusterStart(offset);
    }

    /** Refuses what an entry for an offset, in a table that lies there, cannot say. */
    void refuseWrong(L2Entry entry, long table, long offset) throws BlockException {
        refuseWrong(entry, entry.type(unit(offset), geometry, image.hasDataFile()), table, offset);
    }

    private void refuseWrong(L2Entry entry, UnitType type, long table, long offset) throws BlockException {
        String index = ImageState.hex(geometry.l2Index(offset));
        String where = " (L2 offset: " + ImageState.hex(table) + ", L2 index: " + index + ")";
        if (type == UnitType.COMPRESSED) {
            if (image.hasDataFile()) {
                throw image.corrupt(true, "Compressed cluster entry found in image with external data file" + where);
            }
            return;
        }
        if (type == UnitType.INVALID) {
            throw image.corrupt(true, "Invalid cluster entry found" + where);
        }
        if (isFromLaterVersion(entry)) {
            throw image.corrupt(true, "Zero cluster entry found in pre-v3 image" + where);
        }
        String host = ImageState.hex(entry.host());
        if (geometry.inCluster(entry.host()) != 0) {
            throw image.corrupt(true, "Cluster allocation offset " + host + " unaligned" + where);
        }
        if (isElsewhere(entry, offset)) {
            throw image.corrupt(
                    true,
                    "External data file host cluster offset " + host
                            + " does not match guest cluster offset: " + ImageState.hex(geometry.clusterStart(offset))
                            + ", L2 index: " + index);
        }
    }
}
