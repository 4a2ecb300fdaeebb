package org.jobdeck.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.JobProgress;

/**
 * How fast a job goes and when it will be done: a moving average over the last {@value #WINDOW_SECONDS} seconds.
 *
 * <p>Times are nanoseconds of one {@link org.jobdeck.loop.Clock}. Samples closer together than a tenth of a second are
 * merged, so that memory is bounded. One thread at a time.
 */
public final class RateEstimator {

    /** The length of the window in seconds. */
    public static final int WINDOW_SECONDS = 4;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(300);

    private record Sample(long nanos, JobProgress.Value progress) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample newest;

    /** The job is that far now; less than before starts anew. */
    public void add(long nanos, JobProgress.Value progress) {
        if (newest != null && progress.current() < newest.progress.current()) {
            reset();
        }
        newest = new Sample(nanos, progress);
        if (samples.isEmpty() || nanos - samples.getLast().nanos >= STEP) {
            samples.add(newest);
        }
    }

    /** What was measured counts no longer: the job stood still or starts again. */
    public void reset() {
        samples.clear();
        newest = null;
    }

    /** Units a second; 0 as long as there is too little to judge by. */
    public long perSecond(long now) {
        if (newest == null) {
            return 0;
        }
        forgetBefore(now - WINDOW);
        Sample first = samples.getFirst();
        long elapsed = now - first.nanos;
        if (elapsed < SHORTEST) {
            return 0;
        }
        return Math.round((newest.progress.current() - first.progress.current()) * 1e9 / elapsed);
    }

    /** How long the rest takes at this rate, in whole seconds, rounded up; empty if that cannot be told. */
    public Optional<Duration> remaining(long now) {
        long rate = perSecond(now);
        if (rate <= 0) {
            return Optional.empty();
        }
        long left = newest.progress.total() - newest.progress.current();
        return left < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.ceilDiv(left, rate)));
    }

    /** One sample from before the window stays: what the window began with. */
    private void forgetBefore(long start) {
        while (samples.size() > 1 && second().nanos - start <= 0) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        Iterator<Sample> iterator = samples.iterator();
        iterator.next();
        return iterator.next();
    }
}
