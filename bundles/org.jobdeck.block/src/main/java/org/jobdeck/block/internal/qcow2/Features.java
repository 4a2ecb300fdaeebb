package org.jobdeck.block.internal.qcow2;

/** The three words of feature bits of a header. */
record Features(long incompatible, long compatible, long autoclear) {

    static final Features NONE = new Features(0, 0, 0);

    private long word(Feature.Kind kind) {
        return switch (kind) {
            case INCOMPATIBLE -> incompatible;
            case COMPATIBLE -> compatible;
            case AUTOCLEAR -> autoclear;
        };
    }

    boolean has(Feature feature) {
        return (word(feature.kind()) & feature.mask()) != 0;
    }
}
