package org.jobdeck.block;

import java.util.BitSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of numbers below a bound that can be larger than an {@code int}, kept in pages: what is empty or full for long
 * takes next to no room. Not thread-safe.
 */
final class BitPages {

    private static final int PAGE = 1 << 15;

    private final long bound;
    private final NavigableMap<Long, BitSet> pages = new TreeMap<>();

    /** Stands for every page that has all its bits; it is replaced, never changed. */
    private final BitSet full = new BitSet(PAGE);

    private long count;

    /** An empty set of numbers from 0 to that one, exclusive. */
    BitPages(long bound) {
        this.bound = bound;
        full.set(0, PAGE);
    }

    long bound() {
        return bound;
    }

    /** How many numbers are in it. */
    long count() {
        return count;
    }

    /** Adds the numbers from one to another, exclusive, as far as they are below the bound. */
    void set(long from, long to) {
        eachPage(from, to, true);
    }

    /** Takes them out. */
    void clear(long from, long to) {
        eachPage(from, to, false);
    }

    private void eachPage(long from, long to, boolean value) {
        long end = Math.min(to, bound);
        for (long at = from; at < end; ) {
            long page = at / PAGE;
            long next = Math.min(end, (page + 1) * PAGE);
            change(page, (int) (at % PAGE), (int) (next - page * PAGE), value);
            at = next;
        }
    }

    private void change(long page, int from, int to, boolean value) {
        BitSet old = pages.get(page);
        int before = old == null ? 0 : old.cardinality();
        BitSet bits = old == null ? new BitSet(PAGE) : old == full ? (BitSet) full.clone() : old;
        bits.set(from, to, value);
        int after = bits.cardinality();
        count += after - before;
        if (after == 0) {
            pages.remove(page);
        } else {
            pages.put(page, after == PAGE ? full : bits);
        }
    }

    boolean get(long at) {
        BitSet bits = pages.get(at / PAGE);
        return bits != null && bits.get((int) (at % PAGE));
    }

    /** The first number at or after one that is in it; -1 if there is none. */
    long nextSet(long from) {
        long page = from / PAGE;
        int inPage = (int) (from % PAGE);
        for (Map.Entry<Long, BitSet> entry : pages.tailMap(page, true).entrySet()) {
            int found = entry.getValue().nextSetBit(entry.getKey() == page ? inPage : 0);
            if (found >= 0) {
                return entry.getKey() * PAGE + found;
            }
        }
        return -1;
    }

    /** The first number at or after one that is not in it; the bound if there is none below it. */
    long nextClear(long from) {
        long at = from;
        while (at < bound) {
            BitSet bits = pages.get(at / PAGE);
            if (bits == null) {
                return at;
            }
            int found = bits.nextClearBit((int) (at % PAGE));
            at = at / PAGE * PAGE + found;
            if (found < PAGE) {
                break;
            }
        }
        return Math.min(at, bound);
    }

    /** So many bytes of bits, the number that is given being the lowest bit of the first; bits at and above the bound are 0. */
    byte[] toBytes(long first, int length) {
        byte[] bytes = new byte[length];
        long end = Math.min(bound, first + (long) length * Byte.SIZE);
        for (long from = nextSet(first); from >= 0 && from < end; ) {
            long to = Math.min(end, nextClear(from));
            for (long at = from; at < to; at++) {
                int bit = (int) (at - first);
                bytes[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
            }
            from = to < end ? nextSet(to) : -1;
        }
        return bytes;
    }

    /** Adds the numbers whose bits are set, the one that is given being the lowest bit of the first byte. */
    void add(long first, byte[] bytes) {
        BitSet bits = BitSet.valueOf(bytes);
        long end = Math.min(bound, first + bits.length());
        for (long at = first; at < end; ) {
            long page = at / PAGE;
            long next = Math.min(end, (page + 1) * PAGE);
            add(page, (int) (at % PAGE), bits.get((int) (at - first), (int) (next - first)));
            at = next;
        }
    }

    private void add(long page, int from, BitSet more) {
        BitSet old = pages.get(page);
        if (old == full || more.isEmpty()) {
            return;
        }
        BitSet bits = old == null ? new BitSet(PAGE) : old;
        count -= bits.cardinality();
        for (int at = more.nextSetBit(0); at >= 0; ) {
            int to = more.nextClearBit(at);
            bits.set(from + at, from + to);
            at = more.nextSetBit(to);
        }
        int after = bits.cardinality();
        count += after;
        pages.put(page, after == PAGE ? full : bits);
    }

    /** The same numbers, as far as they are below another bound. */
    BitPages copy(long newBound) {
        BitPages copy = new BitPages(newBound);
        for (long from = nextSet(0); from >= 0 && from < newBound; ) {
            long to = nextClear(from);
            copy.set(from, to);
            from = to < bound ? nextSet(to) : -1;
        }
        return copy;
    }
}
