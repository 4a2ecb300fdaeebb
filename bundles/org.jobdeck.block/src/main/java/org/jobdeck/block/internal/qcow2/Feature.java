package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The features that an image can have, in the order of the table of their names in the header. */
enum Feature {
    DIRTY(Kind.INCOMPATIBLE, 0, "dirty bit"),
    CORRUPT(Kind.INCOMPATIBLE, 1, "corrupt bit"),
    DATA_FILE(Kind.INCOMPATIBLE, 2, "external data file"),
    COMPRESSION(Kind.INCOMPATIBLE, 3, "compression type"),
    EXTENDED_L2(Kind.INCOMPATIBLE, 4, "extended L2 entries"),
    LAZY_REFCOUNTS(Kind.COMPATIBLE, 0, "lazy refcounts"),
    BITMAPS(Kind.AUTOCLEAR, 0, "bitmaps"),
    DATA_FILE_RAW(Kind.AUTOCLEAR, 1, "raw external data");

    /** What a program does that does not know the feature. */
    enum Kind {
        /** It must not open the image. */
        INCOMPATIBLE,
        /** It goes on. */
        COMPATIBLE,
        /** It takes the bit away before it writes. */
        AUTOCLEAR
    }

    /** The bytes of one entry of the table of names: kind, bit, name. */
    static final int ENTRY = 48;

    private final Kind kind;
    private final int bit;
    private final String text;

    Feature(Kind kind, int bit, String text) {
        this.kind = kind;
        this.bit = bit;
        this.text = text;
    }

    Kind kind() {
        return kind;
    }

    long mask() {
        return 1L << bit;
    }

    /** All bits of one kind that have a meaning here. */
    static long known(Kind kind) {
        long all = 0;
        for (Feature feature : values()) {
            if (feature.kind == kind) {
                all |= feature.mask();
            }
        }
        return all;
    }

    /** The table of names that is written into new headers. */
    static byte[] names() {
        ByteBuffer table = ByteBuffer.allocate(values().length * ENTRY);
        for (Feature feature : values()) {
            int at = feature.ordinal() * ENTRY;
            table.put(at, (byte) feature.kind.ordinal());
            table.put(at + 1, (byte) feature.bit);
            table.put(at + 2, feature.text.getBytes(StandardCharsets.US_ASCII));
        }
        return table.array();
    }
}
