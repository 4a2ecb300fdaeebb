package org.jobdeck.cli;

import java.time.Duration;
import java.time.Instant;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.RateEstimator;
import org.jobdeck.source.Units;

/** How a job gets on, in words. One thread. */
final class Pace {

    private static final long UNIT = 512;

    private final Clock clock;
    private final long length;
    private final RateEstimator estimator = new RateEstimator();

    /** For a job of which no more is known than it tells. */
    Pace(Clock clock) {
        this(clock, Long.MAX_VALUE);
    }

    /** For a job that reads an image of {@code length} bytes. */
    Pace(Clock clock, long length) {
        this.clock = clock;
        this.length = length;
    }

    /** Takes the job's progress in. */
    void update(JobSnapshot job) {
        if (!moves(job)) {
            estimator.reset();
        }
        estimator.add(clock.nanoTime(), job.progress());
    }

    private static boolean moves(JobSnapshot job) {
        return job.status() == JobStatus.RUNNING || job.status() == JobStatus.READY;
    }

    /** Bytes a second. */
    long perSecond() {
        return estimator.perSecond(clock.nanoTime());
    }

    /** What is done, how fast and how long it takes yet: {@code 42 % of 2.00 GiB, 50.0 MiB/s, 12 s left}. */
    String text(JobSnapshot job) {
        return moves(job) ? numbers(job) : numbers(job) + ", " + StateWords.of(job);
    }

    /** The same without a word about a job that does not move. */
    String numbers(JobSnapshot job) {
        StringBuilder text = new StringBuilder(done(job));
        if (moves(job)) {
            text.append(", ").append(Units.rate(perSecond()));
            long now = clock.nanoTime();
            if (job.status() == JobStatus.RUNNING && estimator.isOutgrown(now)) {
                text.append(", not converging");
            }
            estimator
                    .remaining(now)
                    .ifPresent(
                            left -> text.append(", ").append(Units.time(left)).append(" left"));
        }
        return text.toString();
    }

    /** What is done and not how fast, for a job that cannot be seen now. */
    String done(JobSnapshot job) {
        return Units.percent(Units.fraction(job.progress())) + " of "
                + Units.bytes(exact(job.progress().total()));
    }

    /** Jobs count in units of 512 bytes, of which the last may reach beyond the image's end. */
    private long exact(long bytes) {
        return bytes > length && bytes - length < UNIT ? length : bytes;
    }

    /** What was done in all: {@code 2.00 GiB in 12 s, 170 MiB/s}. */
    String total(JobSnapshot last, Instant end) {
        Duration time = Duration.between(last.created(), end);
        long millis = Math.max(1, time.toMillis());
        long bytes = exact(last.progress().current());
        String took = millis < 10_000 ? String.format(java.util.Locale.ROOT, "%.1f s", millis / 1e3) : Units.time(time);
        return Units.bytes(bytes) + " in " + took + ", " + Units.rate(Math.round(bytes * 1e3 / millis));
    }
}
