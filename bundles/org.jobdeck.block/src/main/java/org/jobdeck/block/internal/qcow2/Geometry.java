package org.jobdeck.block.internal.qcow2;

/**
 * What follows from the sizes in a header.
 *
 * @param clusterBits the base-2 logarithm of the cluster size
 * @param extended whether L2 entries have a second word with the states of 32 subclusters
 */
record Geometry(int clusterBits, boolean extended) {

    static Geometry of(Header header) {
        return new Geometry(header.clusterBits(), header.has(Feature.EXTENDED_L2));
    }

    int clusterSize() {
        return 1 << clusterBits;
    }

    /** The size of what has a state of its own: a cluster, or with extended entries a subcluster. */
    int unitSize() {
        return extended ? clusterSize() / Limits.SUBCLUSTERS : clusterSize();
    }

    int l2EntryBytes() {
        return extended ? 16 : 8;
    }

    private int l2Bits() {
        return clusterBits - (extended ? 4 : 3);
    }

    int l2Entries() {
        return 1 << l2Bits();
    }

    /** How many bytes of the guest one L2 table tells of. */
    long l2Reach() {
        return 1L << clusterBits + l2Bits();
    }

    int l1Index(long guestOffset) {
        return (int) (guestOffset >>> clusterBits + l2Bits());
    }

    int l2Index(long guestOffset) {
        return (int) (guestOffset >>> clusterBits) & l2Entries() - 1;
    }

    /** How many L1 entries a disk of that length needs. */
    long l1Entries(long size) {
        int shift = clusterBits + l2Bits();
        return (size >>> shift) + ((size & (1L << shift) - 1) == 0 ? 0 : 1);
    }

    int inCluster(long offset) {
        return (int) (offset & clusterSize() - 1);
    }

    long clusterStart(long offset) {
        return offset & -(long) clusterSize();
    }

    long clusterEnd(long offset) {
        return clusterStart(offset + clusterSize() - 1);
    }

    long unitStart(long offset) {
        return offset & -(long) unitSize();
    }

    long unitEnd(long offset) {
        return offset + unitSize() - 1 & -(long) unitSize();
    }
}
