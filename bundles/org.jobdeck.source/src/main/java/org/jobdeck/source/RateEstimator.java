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
 * <p>The work may grow while it is done, as that of a mirror does when the guest writes: then it comes to its end only as
 * fast as more is done than is added.
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

    /** A guest writes in bursts: growth is to be seen for longer before it is called endless. */
    private static final long SHORTEST_OF_GROWTH = TimeUnit.SECONDS.toNanos(3);

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

    /**
     * How long the rest takes if it shrinks as it did, in whole seconds, rounded up; empty if that cannot be told, or it
     * does not shrink.
     */
    public Optional<Duration> remaining(long now) {
        long rate = perSecond(now);
        long shrinks = rate - growth(now);
        if (rate <= 0 || shrinks <= 0) {
            return Optional.empty();
        }
        long left = newest.progress.total() - newest.progress.current();
        return left < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.ceilDiv(left, shrinks)));
    }

    /** Whether the job moves, and has for seconds been given at least as much work as it did. */
    public boolean isOutgrown(long now) {
        long rate = perSecond(now);
        return rate > 0 && now - samples.getFirst().nanos >= SHORTEST_OF_GROWTH && rate <= growth(now);
    }

    /** By how many units a second the work grows; a job that has told no total yet has not grown when it does. */
    private long growth(long now) {
        if (samples.isEmpty() || now - samples.getFirst().nanos < SHORTEST) {
            return 0;
        }
        Sample first = samples.getFirst();
        long grown = first.progress.total() == 0 ? 0 : newest.progress.total() - first.progress.total();
        return Math.round(Math.max(0, grown) * 1e9 / (now - first.nanos));
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
