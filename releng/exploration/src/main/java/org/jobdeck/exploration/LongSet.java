package org.jobdeck.exploration;

/** A set of fingerprints: open addressing, nothing is ever taken out. One thread. */
final class LongSet {

    private long[] slots = new long[1 << 12];
    private int size;
    private boolean hasZero;

    /** Adds a value; returns whether it is new. */
    boolean add(long value) {
        if (value == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        if (size * 2 >= slots.length) {
            grow();
        }
        return insert(value);
    }

    int size() {
        return size + (hasZero ? 1 : 0);
    }

    private boolean insert(long value) {
        int mask = slots.length - 1;
        int at = (int) (value ^ (value >>> 32)) & mask;
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = value;
        size++;
        return true;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        size = 0;
        for (long value : old) {
            if (value != 0) {
                insert(value);
            }
        }
    }
}
