package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** How large the tables of an image can be, so that no number in a file makes this program take more memory. */
final class Limits {

    static final int MIN_CLUSTER_BITS = 9;
    static final int MAX_CLUSTER_BITS = 21;

    /** With extended L2 entries a cluster has this many subclusters, none smaller than 512 bytes. */
    static final int SUBCLUSTERS = 32;

    static final int MIN_SUBCLUSTER = 512;

    static final long MAX_L1_BYTES = 32L << 20;
    static final long MAX_REFCOUNT_TABLE_BYTES = 8L << 20;
    static final int MAX_SNAPSHOTS = 65536;
    static final int SNAPSHOT_HEADER = 40;
    static final int MAX_BACKING_NAME = 1023;
    static final int MAX_REFCOUNT_ORDER = 6;

    /** The greatest offset that an entry of a table can hold. */
    static final long MAX_OFFSET = (1L << 56) - 1;

    private Limits() {}

    /**
     * Refuses a table that is too long or lies where none can be.
     *
     * @param what its name in messages
     */
    static void checkTable(TablePlace place, int entryBytes, long mostBytes, int clusterSize, String what)
            throws BlockException {
        if (Integer.toUnsignedLong(place.entries()) > mostBytes / entryBytes) {
            throw new BlockException(Errno.EFBIG, what + " too large");
        }
        long bytes = (long) place.entries() * entryBytes;
        if (place.offset() < 0 || place.offset() > Long.MAX_VALUE - bytes || place.offset() % clusterSize != 0) {
            throw new BlockException(Errno.EINVAL, what + " offset invalid");
        }
    }
}
