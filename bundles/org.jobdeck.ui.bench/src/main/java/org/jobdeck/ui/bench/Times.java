package org.jobdeck.ui.bench;

import java.util.Arrays;

/**
 * Times of something that was done often.
 *
 * @param sorted in nanoseconds, the shortest first
 */
record Times(long[] sorted) {

    /** Of times in any order; at least one. */
    static Times of(long... times) {
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    /** The time in milliseconds within which that part of them was done, 0.5 for the median, 1 for the longest. */
    double millis(double part) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))] / 1e6;
    }
}
