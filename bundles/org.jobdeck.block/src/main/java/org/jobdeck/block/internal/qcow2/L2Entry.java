package org.jobdeck.block.internal.qcow2;

/**
 * An entry of an L2 table.
 *
 * @param word the first word: where the cluster lies
 * @param bitmap the second word of an extended entry: which subclusters are allocated (low half) or zero (high half)
 */
record L2Entry(long word, long bitmap) {

    static final L2Entry NONE = new L2Entry(0, 0);

    /** Where the target lies in entries of L1 and L2 tables. */
    static final long OFFSET = 0x00ff_ffff_ffff_fe00L;

    /** Set in entries of L1 and L2 tables whose target has the refcount 1. */
    private static final long COPIED = 1L << 63;

    private static final long COMPRESSED = 1L << 62;
    private static final long ZERO = 1;

    boolean isCompressed() {
        return (word & COMPRESSED) != 0;
    }

    /** Where a cluster lies that is not compressed; 0 for nowhere. */
    long host() {
        return word & OFFSET;
    }

    /** Whether the cluster has a place of its own; in an external data file it can be at 0. */
    boolean isPlaced(boolean dataFile) {
        return !isCompressed() && (host() != 0 || dataFile && (word & COPIED) != 0);
    }

    /** Whether the first word says that the cluster reads as zeroes. */
    boolean hasZeroFlag() {
        return !isCompressed() && (word & ZERO) != 0;
    }

    /** What one unit of the cluster is. */
    UnitType type(int unit, Geometry geometry, boolean dataFile) {
        if (isCompressed()) {
            return UnitType.COMPRESSED;
        }
        boolean placed = isPlaced(dataFile);
        if (!geometry.extended()) {
            if (hasZeroFlag()) {
                return placed ? UnitType.ZERO_PLACED : UnitType.ZERO;
            }
            return placed ? UnitType.DATA : UnitType.UNALLOCATED;
        }
        boolean allocated = (bitmap >>> unit & 1) != 0;
        boolean zero = (bitmap >>> unit + Limits.SUBCLUSTERS & 1) != 0;
        if (allocated && (zero || !placed)) {
            return UnitType.INVALID;
        }
        if (zero) {
            return placed ? UnitType.ZERO_PLACED : UnitType.ZERO;
        }
        if (allocated) {
            return UnitType.DATA;
        }
        return placed ? UnitType.UNALLOCATED_PLACED : UnitType.UNALLOCATED;
    }
}
