package org.jobdeck.job.common;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.loop.Clock;

/**
 * Spreads work over time, in slices of 100 ms (QEMU: RateLimit; docs/job-model.md section 13).
 *
 * <p>Has a lock of its own, below the job lock. Any thread.
 */
public final class RateLimit {

    /** The length of a slice. */
    public static final Duration SLICE = Duration.ofMillis(100);

    private static final long SLICE_NANOS = SLICE.toNanos();
    private static final long SLICES_PER_SECOND = Duration.ofSeconds(1).dividedBy(SLICE);

    private final ReentrantLock lock = new ReentrantLock();
    private final Clock clock;
    private long quota;
    private long sliceStart;
    private long sliceEnd;
    private boolean inSlice;
    private long dispatched;

    /** A limit that is off. */
    public RateLimit(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sets the limit.
     *
     * @param perSecond units a second; 0 switches it off
     */
    public void setSpeed(long perSecond) {
        lock.lock();
        try {
            quota = perSecond == 0 ? 0 : Math.max(1, perSecond / SLICES_PER_SECOND);
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a limit. */
    public boolean isOn() {
        lock.lock();
        try {
            return quota > 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts work and tells how long to wait before the next piece (QEMU: ratelimit_calculate_delay).
     *
     * @param units the work just done; 0 asks without counting any
     * @return zero if more may be done in this slice
     */
    public Duration delayAfter(long units) {
        lock.lock();
        try {
            if (quota == 0) {
                return Duration.ZERO;
            }
            long now = clock.nanoTime();
            if (!inSlice || sliceEnd - now < 0) {
                inSlice = true;
                sliceStart = now;
                sliceEnd = now + SLICE_NANOS;
                dispatched = 0;
            }
            dispatched += units;
            if (dispatched < quota) {
                return Duration.ZERO;
            }
            double slices = (double) dispatched / quota;
            sliceEnd = sliceStart + (long) (slices * SLICE_NANOS);
            return Duration.ofNanos(Math.max(0, sliceEnd - now));
        } finally {
            lock.unlock();
        }
    }
}
