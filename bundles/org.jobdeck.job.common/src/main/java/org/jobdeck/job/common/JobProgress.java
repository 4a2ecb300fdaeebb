package org.jobdeck.job.common;

import java.util.concurrent.atomic.AtomicReference;

/**
 * How much of a job is done and how much is expected in all (QEMU: ProgressMeter).
 *
 * <p>The unit is the driver's, bytes for block jobs. Any thread, with or without the job lock; both numbers always
 * belong together.
 */
public final class JobProgress {

    /**
     * Both numbers at one instant.
     *
     * @param current work done
     * @param total work expected in all, including what is done
     */
    public record Value(long current, long total) {}

    private static final Value NOTHING = new Value(0, 0);

    private final AtomicReference<Value> value = new AtomicReference<>(NOTHING);
    private final Runnable changed;

    /** A meter at 0 of 0 that tells somebody of each change, on the thread that makes it. */
    public JobProgress(Runnable changed) {
        this.changed = changed;
    }

    /** Work has been done (QEMU: job_progress_update). */
    public void update(long done) {
        value.updateAndGet(v -> new Value(v.current() + done, v.total()));
        changed.run();
    }

    /** What remains is known anew: the total becomes done plus remaining (QEMU: job_progress_set_remaining). */
    public void setRemaining(long remaining) {
        value.updateAndGet(v -> new Value(v.current(), v.current() + remaining));
        changed.run();
    }

    /** More work has turned up (QEMU: job_progress_increase_remaining). */
    public void increaseRemaining(long delta) {
        value.updateAndGet(v -> new Value(v.current(), v.total() + delta));
        changed.run();
    }

    /** Both numbers. */
    public Value get() {
        return value.get();
    }
}
