package org.jobdeck.block;

import java.util.Optional;

/**
 * What an image in the format qcow2 says of itself (QEMU: ImageInfoSpecificQCow2).
 *
 * @param clusterSize in bytes
 * @param version the version of the format: 2 (QEMU: compat 0.10) or 3 (compat 1.1)
 * @param compressionType how compressed clusters are compressed: {@code zlib} or {@code zstd}
 * @param refcountBits the width of a refcount
 * @param lazyRefcounts whether refcounts may be written late
 * @param dirty whether refcounts may be wrong
 * @param corrupt whether it is marked as corrupt
 * @param extendedL2 whether clusters have subclusters
 * @param dataFile the name of the external data file
 * @param dataFileRaw whether the data file can be read as a raw image
 * @param snapshots how many internal snapshots it has
 */
public record ImageInfo(
        int clusterSize,
        int version,
        String compressionType,
        int refcountBits,
        boolean lazyRefcounts,
        boolean dirty,
        boolean corrupt,
        boolean extendedL2,
        Optional<String> dataFile,
        boolean dataFileRaw,
        int snapshots) {}
