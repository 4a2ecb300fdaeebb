package org.jobdeck.json;

import java.util.Arrays;
import java.util.Optional;

/**
 * A set of names in the order of GLib's hash table (GLib 2.74: {@code GHashTable} with {@code g_str_hash}).
 *
 * <p>QEMU keeps the members of an object that nobody has asked for yet in such a table, and names the first that is left
 * over. Which one that is depends on all names that were in the table and on the order in which they were taken out,
 * because the table grows, shrinks and keeps gaps. Belongs to one thread.
 */
public final class GHashKeys {
    private static final int MIN_SHIFT = 3;
    private static final int SHRINK_FACTOR = 4;
    private static final double GROWTH = 1.333;
    private static final int SPARE_DIVISOR = 16;
    private static final int HASH_START = 5381;
    private static final int HASH_FACTOR = 33;
    private static final int INDEX_FACTOR = 11;
    private static final int UNUSED = 0;
    private static final int GAP = 1;
    private static final int FIRST_REAL = 2;

    /** The largest prime below each power of two, with the exceptions that GLib makes for the smallest. */
    private static final int[] MODULI = {
        1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071, 262139, 524287,
        1048573, 2097143, 4194301
    };

    private int shift = MIN_SHIFT;
    private int[] hashes = new int[1 << MIN_SHIFT];
    private String[] names = new String[1 << MIN_SHIFT];
    private int size;
    private int occupied;

    /** A set of these names, put in one after the other. */
    public GHashKeys(Iterable<String> initial) {
        initial.forEach(this::add);
    }

    /** Puts a name in; does nothing if it is there. */
    public void add(String name) {
        int hash = hash(name);
        int slot = slot(name, hash);
        int former = hashes[slot];
        if (isReal(former)) {
            return;
        }
        hashes[slot] = hash;
        names[slot] = name;
        size++;
        if (former == UNUSED) {
            occupied++;
            fit();
        }
    }

    /** Takes a name out; does nothing if it is not there. */
    public void remove(String name) {
        int slot = slot(name, hash(name));
        if (isReal(hashes[slot])) {
            hashes[slot] = GAP;
            names[slot] = null;
            size--;
            fit();
        }
    }

    /** The first name in the table's order; empty if there is none. */
    public Optional<String> first() {
        for (int slot = 0; slot < hashes.length; slot++) {
            if (isReal(hashes[slot])) {
                return Optional.of(names[slot]);
            }
        }
        return Optional.empty();
    }

    private static boolean isReal(int hash) {
        return Integer.compareUnsigned(hash, FIRST_REAL) >= 0;
    }

    private static int hash(String name) {
        int hash = HASH_START;
        for (byte value : ModifiedUtf8.encode(name)) {
            hash = hash * HASH_FACTOR + value;
        }
        return isReal(hash) ? hash : FIRST_REAL;
    }

    private int home(int hash) {
        return Integer.remainderUnsigned(hash * INDEX_FACTOR, MODULI[shift]);
    }

    /** Where the name is, or else where it would be put. */
    private int slot(String name, int hash) {
        int gap = -1;
        int slot = home(hash);
        for (int step = 1; hashes[slot] != UNUSED; step++) {
            if (hashes[slot] == hash && name.equals(names[slot])) {
                return slot;
            }
            if (hashes[slot] == GAP && gap < 0) {
                gap = slot;
            }
            slot = slot + step & hashes.length - 1;
        }
        return gap >= 0 ? gap : slot;
    }

    private void fit() {
        int capacity = hashes.length;
        boolean roomy = capacity > size * SHRINK_FACTOR && capacity > 1 << MIN_SHIFT;
        if (roomy || capacity <= occupied + occupied / SPARE_DIVISOR) {
            resize();
        }
    }

    /** Moves every entry to its place in a table of the new size; one that stands in the way is moved next. */
    private void resize() {
        int old = hashes.length;
        shift = Math.max(MIN_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros((int) (size * GROWTH)));
        int capacity = 1 << shift;
        int room = Math.max(old, capacity);
        hashes = Arrays.copyOf(hashes, room);
        names = Arrays.copyOf(names, room);
        boolean[] settled = new boolean[room];
        for (int slot = 0; slot < old; slot++) {
            if (!isReal(hashes[slot])) {
                hashes[slot] = UNUSED;
            } else if (!settled[slot]) {
                settle(slot, settled, capacity - 1);
            }
        }
        hashes = Arrays.copyOf(hashes, capacity);
        names = Arrays.copyOf(names, capacity);
        occupied = size;
    }

    private void settle(int from, boolean[] settled, int mask) {
        int hash = hashes[from];
        String name = names[from];
        hashes[from] = UNUSED;
        names[from] = null;
        while (isReal(hash)) {
            int slot = home(hash);
            for (int step = 1; settled[slot]; step++) {
                slot = slot + step & mask;
            }
            settled[slot] = true;
            int evictedHash = hashes[slot];
            String evictedName = names[slot];
            hashes[slot] = hash;
            names[slot] = name;
            hash = evictedHash;
            name = evictedName;
        }
    }
}
