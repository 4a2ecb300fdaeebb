package org.jobdeck.block.internal.qcow2;

/** What an L2 entry says of a cluster or, with extended entries, of a subcluster. */
enum UnitType {
    /** Nothing: what is read comes from the backing file. */
    UNALLOCATED,
    /** Nothing, but the cluster has its place already: a subcluster only. */
    UNALLOCATED_PLACED,
    /** Zeroes without a place. */
    ZERO,
    /** Zeroes; the place it has is kept. */
    ZERO_PLACED,
    /** Data. */
    DATA,
    /** A cluster of compressed data. */
    COMPRESSED,
    /** What cannot be. */
    INVALID;

    /** Whether a byte of it has a place of its own in the storage. */
    boolean isPlaced() {
        return this == DATA || this == ZERO_PLACED || this == UNALLOCATED_PLACED;
    }
}
