package org.jobdeck.cli;

import java.util.Arrays;

/**
 * Times of something that was done often.
 *
 * @param sorted in nanoseconds, the shortest first; at least one
 */
record Percentiles(long[] sorted) {

    /** Of times in any order. */
    static Percentiles of(long... times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /** The time within which that part of them was done, 0.5 for the median, 1 for the longest. */
    long share(double part) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))];
    }
}
