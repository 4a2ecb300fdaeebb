package org.jobdeck.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;

/** Watches the progress of one job: when it comes on, and what becomes of the rest. One thread at a time. */
final class MotionWatch {

    /** A trend is judged by what happened over once to twice this time; two samples are enough for that. */
    private static final long SPAN = TimeUnit.SECONDS.toNanos(5);

    private record Sample(long nanos, JobProgress.Value progress) {

        long left() {
            return progress.total() - progress.current();
        }
    }

    private final Clock clock;
    private Instant lastProgress;
    private long quietSince;
    private JobSnapshot newest;
    private Sample base;
    private Sample middle;

    MotionWatch(Clock clock) {
        this.clock = clock;
    }

    /** Takes a newer snapshot. */
    void add(JobSnapshot next) {
        long now = clock.nanoTime();
        boolean cameOn =
                newest != null && next.progress().current() != newest.progress().current();
        if (cameOn) {
            lastProgress = clock.now();
        }
        if (cameOn || newest == null || !isAtWork(newest)) {
            quietSince = now;
        }
        if (newest == null || newest.status() != next.status()) {
            base = null;
        }
        newest = next;
        roll(now);
    }

    /** How it is now. */
    Motion motion(Duration stallAfter) {
        long now = clock.nanoTime();
        roll(now);
        boolean stalled = isAtWork(newest) && now - quietSince >= stallAfter.toNanos();
        return new Motion(Optional.ofNullable(lastProgress), stalled, trend(now));
    }

    private void roll(long now) {
        if (base == null) {
            base = new Sample(now, newest.progress());
            middle = base;
        } else if (now - middle.nanos >= SPAN) {
            base = middle;
            middle = new Sample(now, newest.progress());
        }
    }

    private Motion.Trend trend(long now) {
        Sample last = new Sample(now, newest.progress());
        boolean grows = base.progress.total() > 0 && last.progress.total() > base.progress.total();
        if (!grows || newest.status() != JobStatus.RUNNING) {
            return Motion.Trend.STEADY;
        }
        boolean copies = last.progress.current() > base.progress.current();
        boolean longEnough = now - base.nanos >= SPAN;
        return copies && longEnough && last.left() >= base.left() ? Motion.Trend.DIVERGING : Motion.Trend.GROWING;
    }

    /** A paused job and one that is ready need not come on. */
    private static boolean isAtWork(JobSnapshot job) {
        return job.status() == JobStatus.RUNNING && job.pauseCount() == 0;
    }
}
