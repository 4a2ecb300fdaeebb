package org.jobdeck.block.internal.qcow2;

/**
 * An entry of an L2 table.
 *
 * @param word the first word: where the cluster lies
 * @param bitmap the second word of an extended entry: which subclusters are allocated (low half) or zero (high half)
 */
record L2Entry(long word, long bitmap) {

    static final L2Entry NONE = new L2Entry(0, 0);

    /** Set in entries of L1 and L2 tables whose target has the refcount 1. */
    static final long COPIED = 1L << 63;

    static final long COMPRESSED = 1L << 62;
    static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    static final long RESERVED_L1 = 0x7f00_0000_0000_01ffL;
    private static final long RESERVED = 0x3f00_0000_0000_01feL;
    private static final long ZERO = 1;
    private static final long ALL_ALLOCATED = 0xffff_ffffL;
    private static final long ALL_ZERO = ALL_ALLOCATED << 32;

    /** A cluster of data, or with extended entries of those subclusters that the bitmap says. */
    static L2Entry placed(long host, long bitmap) {
        return new L2Entry(host | COPIED, bitmap);
    }

    /** A cluster that reads as zeroes and has no place. */
    static L2Entry zero(Geometry geometry) {
        return geometry.extended() ? new L2Entry(0, ALL_ZERO) : new L2Entry(ZERO, 0);
    }

    boolean isCompressed() {
        return (word & COMPRESSED) != 0;
    }

    boolean isCopied() {
        return (word & COPIED) != 0;
    }

    /** Where a cluster lies that is not compressed; 0 for nowhere. */
    long host() {
        return word & OFFSET;
    }

    /** Whether the cluster has a place of its own that is not of compressed data. */
    boolean isPlaced(boolean dataFile) {
        return !isCompressed() && (host() != 0 || dataFile && isCopied());
    }

    /** Which subclusters are allocated, from the lowest bit on. */
    long allocated() {
        return bitmap & ALL_ALLOCATED;
    }

    /** The bits that should not be set. */
    long reservedBits(boolean extended) {
        return isCompressed() ? 0 : word & (extended ? RESERVED | ZERO : RESERVED);
    }

    /** Whether the first word says that the cluster reads as zeroes. */
    boolean hasZeroFlag() {
        return !isCompressed() && (word & ZERO) != 0;
    }

    UnitType type(int unit, Geometry geometry, boolean dataFile) {
        if (isCompressed()) {
            return UnitType.COMPRESSED;
        }
        boolean placed = isPlaced(dataFile);
        if (!geometry.extended()) {
            if ((word & ZERO) != 0) {
                return host() != 0 || placed ? UnitType.ZERO_PLACED : UnitType.ZERO;
            }
            return placed ? UnitType.DATA : UnitType.UNALLOCATED;
        }
        boolean allocated = (bitmap >>> unit & 1) != 0;
        boolean zero = (bitmap >>> unit + 32 & 1) != 0;
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

    /** The same, of whose place nobody knows whether it is shared. */
    L2Entry withCopied(boolean copied) {
        return new L2Entry(copied ? word | COPIED : word & ~COPIED, bitmap);
    }

    /** The same where it lies, reading as zeroes. */
    L2Entry asZeroPlaced(Geometry geometry) {
        return geometry.extended() ? new L2Entry(word, ALL_ZERO) : new L2Entry(word | ZERO, 0);
    }

    /** The bitmap with a run of subclusters that hold data now. */
    static long allocated(long bitmap, int from, int count) {
        long mask = mask(from, count);
        return bitmap & ~(mask << 32) | mask;
    }

    /** The same with a run of subclusters that read as zeroes. */
    L2Entry withZeroUnits(int from, int count) {
        long mask = mask(from, count);
        return new L2Entry(word, bitmap & ~mask | mask << 32);
    }

    private static long mask(int from, int count) {
        return (1L << count) - 1 << from;
    }
}
