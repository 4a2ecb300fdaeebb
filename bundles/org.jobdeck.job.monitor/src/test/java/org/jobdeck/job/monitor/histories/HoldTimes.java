package org.jobdeck.job.monitor.histories;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jobdeck.job.common.LockObserver;

/** Counts for how long the job lock is held, in powers of two of nanoseconds. */
final class HoldTimes implements LockObserver {

    private static final int BUCKETS = 64;

    /** Longer holds are worth a word: nothing under the lock takes nearly as long, but a thread may lose its core. */
    private static final long NOTABLE_NANOS = 1L << 24;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
    private final AtomicLong longest = new AtomicLong();

    @Override
    public void released(long heldNanos) {
        counts.incrementAndGet(Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, heldNanos)));
        if (heldNanos > longest.get()) {
            longest.accumulateAndGet(heldNanos, Math::max);
        }
    }

    long count() {
        return countFrom(0);
    }

    long longestNanos() {
        return longest.get();
    }

    /** A bound below which that share of all holds ended. */
    long boundNanos(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return 1L << i;
            }
        }
        return Long.MAX_VALUE;
    }

    private long countFrom(int bucket) {
        long sum = 0;
        for (int i = bucket; i < BUCKETS; i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d holds of the lock; 99 %% under %,d ns, longest %,d ns, %d over %d ms",
                count(),
                boundNanos(0.99),
                longestNanos(),
                countFrom(Long.SIZE - Long.numberOfLeadingZeros(NOTABLE_NANOS)),
                NOTABLE_NANOS / 1_000_000));
        for (int i = 0; i < BUCKETS; i++) {
            if (counts.get(i) > 0) {
                text.append(String.format(Locale.ROOT, "%n    under %,14d ns: %,d", 1L << i, counts.get(i)));
            }
        }
        return text.toString();
    }
}
