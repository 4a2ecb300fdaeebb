package org.jobdeck.block.internal.qcow2;

import java.util.Locale;
import java.util.Optional;
import org.jobdeck.block.BackingFile;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/**
 * What an image is to be like (QEMU: BlockdevCreateOptionsQcow2).
 *
 * @param size the length of the disk
 * @param version 2 or 3
 * @param backingFile the name of the file below it
 * @param backingFormat the format of that
 * @param clusterSize in bytes
 * @param extended whether clusters have subclusters
 * @param preallocation which places are taken at once
 * @param lazyRefcounts whether refcounts may be written late
 * @param refcountBits the width of a refcount
 * @param dataFile whether the data go into a file of their own
 * @param dataFileRaw whether that file alone is to show the disk
 * @param compression how compressed clusters are compressed
 */
record CreateOptions(
        long size,
        int version,
        Optional<String> backingFile,
        Optional<String> backingFormat,
        long clusterSize,
        boolean extended,
        Preallocation preallocation,
        boolean lazyRefcounts,
        long refcountBits,
        boolean dataFile,
        boolean dataFileRaw,
        CompressionType compression) {

    private static final int SECTOR = 512;
    private static final int MIN_EXTENDED_CLUSTER = 16 << 10;
    private static final String LATER = " compatibility level 1.1 and above (use version=v3 or greater)";

    /** Reads the options; whether they can be together is {@linkplain #check checked} later. */
    static CreateOptions of(NodeOptions options, boolean dataFile) throws BlockException {
        if (options.object("encrypt").isPresent()) {
            throw refused("Images cannot be encrypted here, but 'encrypt' was given: create the image with qemu-img");
        }
        return new CreateOptions(
                options.number("size").orElseThrow(() -> refused("Parameter 'size' is missing")),
                version(options.text("version").orElse("v3")),
                options.text("backing-file"),
                options.text("backing-fmt"),
                options.number("cluster-size").orElse(65536L),
                options.bool("extended-l2").orElse(false),
                Preallocation.of("preallocation", options.text("preallocation").orElse("off")),
                options.bool("lazy-refcounts").orElse(false),
                options.number("refcount-bits").orElse(16L),
                dataFile,
                options.bool("data-file-raw").orElse(false),
                compression(options.text("compression-type").orElse("zlib")));
    }

    /** Refuses what cannot be, in QEMU's order, because that decides which of several errors is told. */
    void check() throws BlockException {
        refuse(size % SECTOR != 0, "Image size must be a multiple of 512 bytes");
        checkClusters();
        refuse(
                backingFile.isPresent() && preallocation != Preallocation.OFF && !extended,
                "Backing file and preallocation can only be used at the same time if extended_l2 is on");
        refuse(
                backingFormat.isPresent() && backingFile.isEmpty(),
                "Backing format cannot be used without backing file");
        refuse(lazyRefcounts && version < 3, "Lazy refcounts only supported with" + LATER);
        refuse(
                refcountBits > Long.SIZE || Long.bitCount(refcountBits) != 1,
                "Refcount width must be a power of two and may not exceed 64 bits");
        refuse(
                refcountBits != 16 && version < 3,
                "Different refcount widths than 16 bits require compatibility level 1.1 or above (use version=v3 or"
                        + " greater)");
        refuse(dataFileRaw && !dataFile, "data-file-raw requires data-file");
        refuse(
                dataFileRaw && backingFile.isPresent(),
                "Backing file and data-file-raw cannot be used at the same time");
        refuse(dataFile && version < 3, "External data files are only supported with" + LATER);
        refuse(
                compression != CompressionType.ZLIB && version < 3,
                "Non-zlib compression type is only supported with" + LATER);
    }

    private void checkClusters() throws BlockException {
        if (extended) {
            refuse(
                    clusterSize < MIN_EXTENDED_CLUSTER,
                    "Extended L2 entries are only supported with cluster sizes of at least 16384 bytes");
            refuse(version < 3, "Extended L2 entries are only supported with" + LATER);
        }
        refuse(
                Long.bitCount(clusterSize) != 1
                        || clusterSize < 1L << Limits.MIN_CLUSTER_BITS
                        || clusterSize > 1L << Limits.MAX_CLUSTER_BITS,
                "Cluster size must be a power of two between 512 and 2048k");
    }

    int clusterBits() {
        return Long.numberOfTrailingZeros(clusterSize);
    }

    Optional<BackingFile> backing() {
        return backingFile.map(name -> new BackingFile(name, backingFormat));
    }

    private static int version(String name) throws BlockException {
        return switch (name) {
            case "v2" -> 2;
            case "v3" -> 3;
            default -> throw NodeOptions.wrongValue("version", name);
        };
    }

    private static CompressionType compression(String name) throws BlockException {
        for (CompressionType type : CompressionType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw NodeOptions.wrongValue("compression-type", name);
    }

    private static void refuse(boolean wrong, String text) throws BlockException {
        if (wrong) {
            throw refused(text);
        }
    }

    private static BlockException refused(String text) {
        return new BlockException(Errno.EINVAL, text);
    }

    /** The header of an image in which nothing is stored yet. */
    Header header() {
        Features features = Features.NONE
                .with(Feature.DATA_FILE, dataFile)
                .with(Feature.DATA_FILE_RAW, dataFileRaw)
                .with(Feature.EXTENDED_L2, extended)
                .with(Feature.LAZY_REFCOUNTS, lazyRefcounts)
                .with(Feature.COMPRESSION, compression != CompressionType.ZLIB);
        return new Header(
                version,
                clusterBits(),
                0,
                0,
                new TablePlace(0, 0),
                new TablePlace(clusterSize, 1),
                new TablePlace(0, 0),
                features,
                Long.numberOfTrailingZeros(refcountBits),
                compression,
                new byte[0]);
    }
}
