package org.jobdeck.json;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The order in which QEMU sends the members of an object: that of its hash table (QEMU: {@code QDict}).
 *
 * <p>The table has 512 buckets and is walked from the first to the last. A new name goes to the head of its bucket, so
 * that of two names in one bucket the later comes first.
 */
public final class QDictOrder {
    private static final int BUCKETS = 512;
    private static final int LENGTH_FACTOR = 0x238F13AF;
    private static final int SHIFT_STEP = 5;
    private static final int SHIFT_MODULUS = 24;
    private static final int MIX_FACTOR = 1103515243;
    private static final int MIX_TERM = 12345;

    private QDictOrder() {}

    /** The names, given in order of insertion and each once, in the order in which QEMU would send them. */
    public static List<String> sort(Collection<String> names) {
        String[] inserted = names.toArray(String[]::new);
        long[] places = new long[inserted.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (long) bucket(inserted[i]) << Integer.SIZE | places.length - 1 - i;
        }
        Arrays.sort(places);
        String[] sorted = new String[places.length];
        for (int i = 0; i < places.length; i++) {
            sorted[i] = inserted[places.length - 1 - (int) places[i]];
        }
        return List.of(sorted);
    }

    /** The bucket of a name, 0 to 511. */
    public static int bucket(String name) {
        int length = name.length();
        int hash = LENGTH_FACTOR * length;
        for (int i = 0; i < length; i++) {
            char character = name.charAt(i);
            if (character == 0 || character >= 0x80) {
                return bucket(ModifiedUtf8.encode(name));
            }
            hash += character << SHIFT_STEP * i % SHIFT_MODULUS;
        }
        return mix(hash);
    }

    private static int bucket(byte[] bytes) {
        int hash = LENGTH_FACTOR * bytes.length;
        for (int i = 0; i < bytes.length; i++) {
            hash += (bytes[i] & 0xFF) << SHIFT_STEP * i % SHIFT_MODULUS;
        }
        return mix(hash);
    }

    private static int mix(int hash) {
        return Integer.remainderUnsigned(MIX_FACTOR * hash + MIX_TERM, BUCKETS);
    }
}
