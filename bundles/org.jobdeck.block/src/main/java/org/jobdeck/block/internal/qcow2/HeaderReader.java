package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * Reads the header of an image, in QEMU's order, because that decides which of several errors is told (QEMU:
 * qcow2_do_open, qcow2_read_extensions).
 */
final class HeaderReader {

    /** Enough of the file to know how long its first cluster is. */
    static final int BEGINNING = Header.LENGTH_V3;

    private static final int MAX_BACKING_FORMAT = 16;
    private static final int EXTENSION_HEAD = 8;
    private static final int INT = 4;

    /** Of the extension that tells of bitmaps. */
    private static final class Bitmaps {
        static final int MAX_COUNT = 65535;
        static final long MAX_BYTES = 64L << 20;
    }

    private final ByteBuffer bytes;
    private Header header;
    private Extensions extensions = Extensions.NONE;
    private byte[] featureNames = new byte[0];
    private long backingOffset;

    private HeaderReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * How long the first cluster is.
     *
     * @param beginning the file's first {@link #BEGINNING} bytes
     * @throws BlockException if that is no image
     */
    static int clusterSize(ByteBuffer beginning) throws BlockException {
        if (beginning.getInt(0) != Header.MAGIC) {
            throw new BlockException(Errno.EINVAL, "Image is not in qcow2 format");
        }
        int version = beginning.getInt(INT);
        if (version != 2 && version != 3) {
            throw new BlockException(Errno.ENOTSUP, "Unsupported qcow2 version " + Integer.toUnsignedString(version));
        }
        int bits = beginning.getInt(20);
        if (bits < Limits.MIN_CLUSTER_BITS || bits > Limits.MAX_CLUSTER_BITS) {
            throw new BlockException(Errno.EINVAL, "Unsupported cluster size: 2^" + Integer.toUnsignedString(bits));
        }
        return 1 << bits;
    }

    /** The header and what follows it in the first cluster, which is given whole. */
    static ImageHead read(ByteBuffer firstCluster) throws BlockException {
        HeaderReader reader = new HeaderReader(firstCluster);
        reader.readHeader();
        return new ImageHead(reader.header, reader.extensions);
    }

    private void readHeader() throws BlockException {
        int clusterSize = clusterSize(bytes);
        int version = bytes.getInt(INT);
        int length = headerLength(version, clusterSize);
        backingOffset = bytes.getLong(8);
        if (Long.compareUnsigned(backingOffset, clusterSize) > 0) {
            throw new BlockException(Errno.EINVAL, "Invalid backing file offset");
        }
        Features features = version == 2
                ? Features.NONE
                : new Features(
                        bytes.getLong(Header.AT_FEATURES),
                        bytes.getLong(Header.AT_FEATURES + 8),
                        bytes.getLong(Header.AT_FEATURES + 16));
        refuseUnknownFeatures(features, length);
        int order = version == 2 ? 4 : bytes.getInt(96);
        CompressionType compression = compression(version, length, features);
        checkGeometry(features, clusterSize, order);
        header = new Header(
                version,
                bytes.getInt(20),
                bytes.getLong(Header.AT_SIZE),
                bytes.getInt(32),
                new TablePlace(bytes.getLong(40), bytes.getInt(Header.AT_L1)),
                new TablePlace(bytes.getLong(Header.AT_REFCOUNT_TABLE), bytes.getInt(56)),
                new TablePlace(bytes.getLong(64), bytes.getInt(Header.AT_SNAPSHOTS)),
                features,
                order,
                compression,
                unknownFields(version, length));
        checkTables(clusterSize);
        readExtensions(length);
        refuseEncryption();
        refuseCompression();
        readBackingName(clusterSize);
    }

    private byte[] unknownFields(int version, int length) {
        byte[] fields = new byte[version == 2 ? 0 : Math.max(0, length - Header.LENGTH_V3)];
        bytes.get(Header.LENGTH_V3, fields);
        return fields;
    }

    private int headerLength(int version, int clusterSize) throws BlockException {
        if (version == 2) {
            return Header.LENGTH_V2;
        }
        int length = bytes.getInt(100);
        if (Integer.compareUnsigned(length, Header.MIN_LENGTH_V3) < 0) {
            throw new BlockException(Errno.EINVAL, "qcow2 header too short");
        }
        if (Integer.compareUnsigned(length, clusterSize) > 0) {
            throw new BlockException(Errno.EINVAL, "qcow2 header exceeds cluster size");
        }
        return length;
    }

    private void refuseUnknownFeatures(Features features, int length) throws BlockException {
        long unknown = features.incompatible() & ~Feature.known(Feature.Kind.INCOMPATIBLE);
        if (unknown == 0) {
            return;
        }
        readExtensions(length);
        List<String> names = new ArrayList<>();
        for (int at = 0; at + Feature.ENTRY <= featureNames.length; at += Feature.ENTRY) {
            long mask = 1L << featureNames[at + 1];
            if (featureNames[at] == Feature.Kind.INCOMPATIBLE.ordinal() && (unknown & mask) != 0) {
                names.add(text(featureNames, at + 2, Feature.ENTRY - 2));
                unknown &= ~mask;
            }
        }
        if (unknown != 0) {
            names.add("Unknown incompatible feature: " + Long.toHexString(unknown));
        }
        throw new BlockException(Errno.ENOTSUP, "Unsupported qcow2 feature(s): " + String.join(", ", names));
    }

    private CompressionType compression(int version, int length, Features features) throws BlockException {
        int number = version == 3 && length > Header.MIN_LENGTH_V3 ? Byte.toUnsignedInt(bytes.get(104)) : 0;
        if (number >= CompressionType.values().length) {
            throw new BlockException(Errno.ENOTSUP, "qcow2: unknown compression type: " + number);
        }
        if (features.has(Feature.COMPRESSION) != (number != 0)) {
            throw new BlockException(
                    Errno.EINVAL,
                    "qcow2: Compression type incompatible feature bit must " + (number == 0 ? "not " : "") + "be set");
        }
        return CompressionType.values()[number];
    }

    private void checkGeometry(Features features, int clusterSize, int order) throws BlockException {
        int subcluster = clusterSize / Limits.SUBCLUSTERS;
        if (features.has(Feature.EXTENDED_L2) && subcluster < Limits.MIN_SUBCLUSTER) {
            throw new BlockException(Errno.EINVAL, "Unsupported subcluster size: " + subcluster);
        }
        if (Integer.compareUnsigned(order, Limits.MAX_REFCOUNT_ORDER) > 0) {
            throw new BlockException(Errno.EINVAL, "Reference count entry width too large; may not exceed 64 bits");
        }
    }

    private void checkTables(int clusterSize) throws BlockException {
        if (Integer.compareUnsigned(header.cryptMethod(), 2) > 0) {
            throw new BlockException(
                    Errno.EINVAL, "Unsupported encryption method " + Integer.toUnsignedString(header.cryptMethod()));
        }
        if (header.refcountTable().entries() == 0) {
            throw new BlockException(Errno.EINVAL, "Image does not contain a reference count table");
        }
        Limits.checkTable(
                header.refcountTable(),
                clusterSize,
                Limits.MAX_REFCOUNT_TABLE_BYTES,
                clusterSize,
                "Reference count table");
        Limits.checkTable(
                header.snapshots(),
                Limits.SNAPSHOT_HEADER,
                (long) Limits.SNAPSHOT_HEADER * Limits.MAX_SNAPSHOTS,
                clusterSize,
                "Snapshot table");
        Limits.checkTable(header.l1(), Long.BYTES, Limits.MAX_L1_BYTES, clusterSize, "Active L1 table");
        Geometry geometry = Geometry.of(header);
        if (header.size() < 0 || geometry.l1Entries(header.size()) > Integer.MAX_VALUE) {
            throw new BlockException(Errno.EFBIG, "Image is too big");
        }
        if (header.l1().entries() < geometry.l1Entries(header.size())) {
            throw new BlockException(Errno.EINVAL, "L1 table is too small");
        }
    }

    private void refuseCompression() throws BlockException {
        if (header.compression() == CompressionType.ZSTD) {
            throw new BlockException(
                    Errno.ENOTSUP,
                    "The image is compressed with zstd, which cannot be read here: convert it with qemu-img");
        }
    }

    private void refuseEncryption() throws BlockException {
        if (header.cryptMethod() != 0) {
            String method = header.cryptMethod() == 1 ? "AES" : "LUKS";
            throw new BlockException(
                    Errno.ENOTSUP,
                    "The image is encrypted with " + method + ", which cannot be read here: convert it with qemu-img");
        }
    }

    private void readExtensions(int from) throws BlockException {
        int end = backingOffset == 0 ? bytes.limit() : (int) backingOffset;
        extensions = Extensions.NONE;
        int at = from;
        while (at < end) {
            if (end - at < EXTENSION_HEAD) {
                throw new BlockException(Errno.EINVAL, "Header extension too large");
            }
            int type = bytes.getInt(at);
            int length = bytes.getInt(at + INT);
            at += EXTENSION_HEAD;
            if (length < 0 || length > end - at) {
                throw new BlockException(Errno.EINVAL, "Header extension too large");
            }
            if (type == Extensions.END) {
                return;
            }
            byte[] data = new byte[length];
            bytes.get(at, data);
            readExtension(type, data);
            at += length + 7 & ~7;
        }
    }

    private void readExtension(int type, byte[] data) throws BlockException {
        switch (type) {
            case Extensions.BACKING_FORMAT -> {
                if (data.length >= MAX_BACKING_FORMAT) {
                    throw new BlockException(
                            Errno.EINVAL,
                            "ERROR: ext_backing_format: len=" + data.length + " too large (>=" + MAX_BACKING_FORMAT
                                    + ")");
                }
                extensions = extensions.withBacking(Optional.empty(), Optional.of(text(data, 0, data.length)));
            }
            case Extensions.FEATURE_NAMES -> featureNames = data;
            case Extensions.DATA_FILE -> extensions = extensions.withDataFile(Optional.of(text(data, 0, data.length)));
            case Extensions.BITMAPS -> checkBitmaps(data);
            case Extensions.ENCRYPTION -> {
                if (header == null || header.cryptMethod() != 2) {
                    throw new BlockException(
                            Errno.EINVAL, "CRYPTO header extension only expected with LUKS encryption method");
                }
            }
            default -> extensions = extensions.withUnknown(type, data);
        }
    }

    private void checkBitmaps(byte[] data) throws BlockException {
        if (data.length != Extensions.BitmapsPlace.LENGTH) {
            throw new BlockException(Errno.EINVAL, "bitmaps_ext: Invalid extension length");
        }
        if (header == null || !header.has(Feature.BITMAPS)) {
            // another program has written the image since, so nothing in the bitmaps can be relied on
            return;
        }
        ByteBuffer place = ByteBuffer.wrap(data);
        int count = place.getInt(0);
        long length = place.getLong(8);
        long offset = place.getLong(16);
        if (place.getInt(INT) != 0) {
            throw new BlockException(Errno.EINVAL, "bitmaps_ext: Reserved field is not zero");
        }
        if (Integer.compareUnsigned(count, Bitmaps.MAX_COUNT) > 0) {
            throw new BlockException(
                    Errno.EINVAL,
                    "bitmaps_ext: image has " + Integer.toUnsignedString(count)
                            + " bitmaps, exceeding the QEMU supported maximum of "
                            + Bitmaps.MAX_COUNT);
        }
        if (count == 0) {
            throw new BlockException(Errno.EINVAL, "bitmaps_ext: found bitmaps extension with zero bitmaps");
        }
        if (offset < 0 || offset % header.clusterSize() != 0) {
            throw new BlockException(Errno.EINVAL, "bitmaps_ext: invalid bitmap directory offset");
        }
        if (Long.compareUnsigned(length, Bitmaps.MAX_BYTES) > 0) {
            throw new BlockException(
                    Errno.EINVAL,
                    "bitmaps_ext: bitmap directory size (" + Long.toUnsignedString(length)
                            + ") exceeds the maximum supported size (" + Bitmaps.MAX_BYTES + ")");
        }
        extensions = extensions.withBitmaps(Optional.of(new Extensions.BitmapsPlace(count, length, offset)));
    }

    private void readBackingName(int clusterSize) throws BlockException {
        if (backingOffset == 0) {
            return;
        }
        int length = bytes.getInt(16);
        if (Integer.compareUnsigned(length, (int) Math.min(Limits.MAX_BACKING_NAME, clusterSize - backingOffset)) > 0) {
            throw new BlockException(Errno.EINVAL, "Backing file name too long");
        }
        byte[] name = new byte[length];
        bytes.get((int) backingOffset, name);
        extensions = extensions.withBacking(
                Optional.of(text(name, 0, length)).filter(text -> !text.isEmpty()), extensions.backingFormat());
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
