package org.jobdeck.block.internal.qcow2;

/**
 * The fixed part of an image's header.
 *
 * @param version 2 or 3
 * @param clusterBits the base-2 logarithm of the cluster size
 * @param size the length of the guest's disk in bytes
 * @param cryptMethod 0: not encrypted
 * @param l1 the active L1 table
 * @param refcountTable the refcount table; its length counts clusters
 * @param snapshots the table of internal snapshots
 * @param features the feature bits
 * @param refcountOrder the base-2 logarithm of the width of a refcount in bits
 * @param compression how compressed clusters are compressed
 * @param unknownFields what follows the fields known here, up to the header's length
 */
record Header(
        int version,
        int clusterBits,
        long size,
        int cryptMethod,
        TablePlace l1,
        TablePlace refcountTable,
        TablePlace snapshots,
        Features features,
        int refcountOrder,
        CompressionType compression,
        byte[] unknownFields) {

    static final int MAGIC = 0x514649fb;
    static final int LENGTH_V2 = 72;
    static final int LENGTH_V3 = 112;

    /** The shortest header of version 3: without compression type. */
    static final int MIN_LENGTH_V3 = 104;

    /** Where fields lie. */
    static final int AT_SIZE = 24;

    static final int AT_L1 = 36;
    static final int AT_REFCOUNT_TABLE = 48;
    static final int AT_SNAPSHOTS = 60;
    static final int AT_FEATURES = 72;

    int clusterSize() {
        return 1 << clusterBits;
    }

    /** How long it is when it is written. */
    int length() {
        return version == 2 ? LENGTH_V2 : LENGTH_V3 + unknownFields.length;
    }

    private Header with(long newSize, TablePlace newL1, TablePlace newRefcountTable, TablePlace newSnapshots) {
        return new Header(
                version,
                clusterBits,
                newSize,
                cryptMethod,
                newL1,
                newRefcountTable,
                newSnapshots,
                features,
                refcountOrder,
                compression,
                unknownFields);
    }

    Header withSize(long newSize) {
        return with(newSize, l1, refcountTable, snapshots);
    }

    Header withL1(TablePlace place) {
        return with(size, place, refcountTable, snapshots);
    }

    Header withRefcountTable(TablePlace place) {
        return with(size, l1, place, snapshots);
    }

    Header withSnapshots(TablePlace place) {
        return with(size, l1, refcountTable, place);
    }

    Header withFeatures(Features newFeatures) {
        return new Header(
                version,
                clusterBits,
                size,
                cryptMethod,
                l1,
                refcountTable,
                snapshots,
                newFeatures,
                refcountOrder,
                compression,
                unknownFields);
    }

    boolean has(Feature feature) {
        return features.has(feature);
    }
}
