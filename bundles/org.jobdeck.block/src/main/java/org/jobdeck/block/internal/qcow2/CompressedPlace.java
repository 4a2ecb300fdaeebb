package org.jobdeck.block.internal.qcow2;

/**
 * Where a compressed cluster lies.
 *
 * @param offset its first byte
 * @param bytes how many bytes belong to it, up to the end of its last sector
 */
record CompressedPlace(long offset, int bytes) {

    private static final int SECTOR = 512;
    private static final int SECTOR_BITS = 9;

    /** Of an entry of a compressed cluster: the sectors after the first stand above the offset. */
    static CompressedPlace of(L2Entry entry, int clusterBits) {
        int split = split(clusterBits);
        long offset = entry.word() & (1L << split) - 1 & Limits.MAX_OFFSET;
        int more = (int) (entry.word() >>> split & (1L << clusterBits - 8) - 1);
        return new CompressedPlace(offset, (more + 1 << SECTOR_BITS) - (int) (offset & SECTOR - 1));
    }

    /** The entry for compressed data of that length. */
    static L2Entry entry(long offset, int length, int clusterBits) {
        long sectors = (offset + length - 1 >>> SECTOR_BITS) - (offset >>> SECTOR_BITS);
        return new L2Entry(offset | L2Entry.COMPRESSED | sectors << split(clusterBits), 0);
    }

    /** The first offset that is too great for an entry. */
    static long end(int clusterBits) {
        return Math.min(1L << split(clusterBits), Limits.MAX_OFFSET);
    }

    private static int split(int clusterBits) {
        return 62 - (clusterBits - 8);
    }
}
