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

    /** The same with a feature, or without it. */
    Features with(Feature feature, boolean on) {
        long mask = on ? feature.mask() : 0;
        long rest = ~feature.mask();
        return switch (feature.kind()) {
            case INCOMPATIBLE -> new Features(incompatible & rest | mask, compatible, autoclear);
            case COMPATIBLE -> new Features(incompatible, compatible & rest | mask, autoclear);
            case AUTOCLEAR -> new Features(incompatible, compatible, autoclear & rest | mask);
        };
    }

    /** The same without those features that an unknowing program has to take away before it writes. */
    Features withoutUnknownAutoclear() {
        return new Features(incompatible, compatible, autoclear & Feature.known(Feature.Kind.AUTOCLEAR));
    }

    boolean has(Feature feature) {
        return (word(feature.kind()) & feature.mask()) != 0;
    }
}
