package org.jobdeck.image;

/**
 * How an image in the format qcow2 is laid out, as far as its size depends on it.
 *
 * @param version 2 or 3
 * @param clusterSize in bytes
 * @param refcountBits the width of a refcount
 * @param extendedL2 whether clusters have subclusters
 * @param isPreallocated whether the data have their place from the beginning
 * @param hasBacking whether it has a backing file
 */
public record Qcow2Layout(
        int version,
        long clusterSize,
        long refcountBits,
        boolean extendedL2,
        boolean isPreallocated,
        boolean hasBacking) {

    private static final int ENTRY = 8;
    private static final int BITS_A_BYTE = 8;
    private static final int LEAST_CLUSTER = 512;
    private static final int MOST_CLUSTER = 2 << 20;
    private static final int LEAST_EXTENDED = 16 << 10;
    private static final int BITS_IN_VERSION_2 = 16;
    private static final int MOST_L1 = 32 << 20;

    /** How an image is laid out that is made without options. */
    public static final Qcow2Layout DEFAULT = new Qcow2Layout(3, 65536, 16, false, false, false);

    /**
     * Refuses what there cannot be.
     *
     * @throws ImageException with QEMU's text
     */
    void check(long virtualSize) throws ImageException {
        if (Long.bitCount(clusterSize) != 1 || clusterSize < LEAST_CLUSTER || clusterSize > MOST_CLUSTER) {
            throw new ImageException("Cluster size must be a power of two between 512 and 2048k");
        }
        if (extendedL2 && clusterSize < LEAST_EXTENDED) {
            throw new ImageException("Extended L2 entries are only supported with cluster sizes of at least "
                    + LEAST_EXTENDED + " bytes");
        }
        if (Long.bitCount(refcountBits) != 1 || refcountBits > Long.SIZE) {
            throw new ImageException("Refcount width must be a power of two and may not exceed 64 bits");
        }
        if (version < 3 && refcountBits != BITS_IN_VERSION_2) {
            throw new ImageException("Different refcount widths than 16 bits require compatibility level 1.1 or above"
                    + " (use compat=1.1 or greater)");
        }
        long l2Tables = Math.ceilDiv(virtualSize / clusterSize, clusterSize / (extendedL2 ? 2 * ENTRY : ENTRY));
        if (l2Tables * ENTRY > MOST_L1) {
            throw new ImageException("The image size is too large (try using a larger cluster size)");
        }
    }

    /** How many bytes a file takes in which all of the guest's disk is allocated (QEMU: qcow2_calc_prealloc_size). */
    long fullyAllocated(long virtualSize) {
        long data = MeasureOperation.roundUp(virtualSize, clusterSize);
        long l2Entry = extendedL2 ? 2 * ENTRY : ENTRY;
        long l2Entries = MeasureOperation.roundUp(data / clusterSize, clusterSize / l2Entry);
        long l2 = l2Entries * l2Entry;
        long l1 = MeasureOperation.roundUp(l2 / clusterSize, clusterSize / ENTRY) * ENTRY;
        long tables = clusterSize + l2 + l1;
        return tables + refcounts((tables + data) / clusterSize) + data;
    }

    /** How many bytes the refcounts take of so many clusters and of themselves. */
    private long refcounts(long clusters) {
        long aBlock = clusterSize * BITS_A_BYTE / refcountBits;
        long aTable = clusterSize / ENTRY;
        long blocks = 0;
        long tables = 0;
        for (long before = -1; before != blocks + tables; ) {
            before = blocks + tables;
            blocks = (clusters + before + aBlock - 1) / aBlock;
            tables = (blocks + aTable - 1) / aTable;
        }
        return (blocks + tables) * clusterSize;
    }
}
