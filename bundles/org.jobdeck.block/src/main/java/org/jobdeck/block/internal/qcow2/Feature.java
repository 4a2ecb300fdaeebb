package org.jobdeck.block.internal.qcow2;

/** The features that an image can have. */
enum Feature {
    DIRTY(Kind.INCOMPATIBLE, 0),
    CORRUPT(Kind.INCOMPATIBLE, 1),
    DATA_FILE(Kind.INCOMPATIBLE, 2),
    COMPRESSION(Kind.INCOMPATIBLE, 3),
    EXTENDED_L2(Kind.INCOMPATIBLE, 4),
    LAZY_REFCOUNTS(Kind.COMPATIBLE, 0),
    BITMAPS(Kind.AUTOCLEAR, 0),
    DATA_FILE_RAW(Kind.AUTOCLEAR, 1);

    /** What a program does that does not know the feature. */
    enum Kind {
        /** It must not open the image. */
        INCOMPATIBLE,
        /** It goes on. */
        COMPATIBLE,
        /** It takes the bit away before it writes. */
        AUTOCLEAR
    }

    /** The bytes of one entry of a header's table of names: kind, bit, name. */
    static final int ENTRY = 48;

    private final Kind kind;
    private final int bit;

    Feature(Kind kind, int bit) {
        this.kind = kind;
        this.bit = bit;
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
}
