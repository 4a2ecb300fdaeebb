package org.jobdeck.ui.bench;

import java.util.Arrays;

/** Collects times, one thread at a time; when it is full, further ones are not kept. */
final class TimeLog {

    private static final int MOST = 1 << 20;

    private long[] times = new long[1024];
    private int count;

    void add(long nanos) {
        if (count == times.length) {
            if (count == MOST) {
                return;
            }
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = nanos;
    }

    void clear() {
        count = 0;
    }

    /** What was collected; a time of nothing where nothing was. */
    Times read() {
        return count == 0 ? Times.of(0) : Times.of(Arrays.copyOf(times, count));
    }
}
