package org.jobdeck.exploration;

/** 64 bits that stand for a state: values are mixed in one after the other, so that their order counts. */
final class Fingerprint {

    private long value = 0x243f6a8885a308d3L;

    /** Mixes a number in. */
    Fingerprint add(long number) {
        long mixed = (value ^ number) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L;
        value = mixed ^ (mixed >>> 32);
        return this;
    }

    /** Mixes a truth value in. */
    Fingerprint add(boolean truth) {
        return add(truth ? 1 : 0);
    }

    /** Mixes a text in. */
    Fingerprint add(String text) {
        return add(text == null ? -1 : text.hashCode());
    }

    long value() {
        return value;
    }
}
