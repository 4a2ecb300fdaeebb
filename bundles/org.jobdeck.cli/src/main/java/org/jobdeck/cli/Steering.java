package org.jobdeck.cli;

import java.util.function.Consumer;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.Units;
import org.jobdeck.source.VerbRequest;

/** Turns keys into verbs on one job. One thread. */
final class Steering {

    private static final long LEAST_SPEED = 64 << 10;
    private static final long GREATEST_SPEED = 1L << 50;

    private final JobSource source;
    private final Consumer<String> notes;

    /**
     * For a job of that source.
     *
     * @param notes told what a verb did, or why it was refused; on any thread
     */
    Steering(JobSource source, Consumer<String> notes) {
        this.source = source;
        this.notes = notes;
    }

    /**
     * Does what the key stands for, if it stands for anything.
     *
     * @param job as it is now
     * @param rate how fast it goes, bytes a second
     */
    void key(int key, JobSnapshot job, long rate) {
        switch (key) {
            case 'p' -> apply(job, new VerbRequest.Plain(job.userPaused() ? JobVerb.RESUME : JobVerb.PAUSE));
            case '+' -> faster(job);
            case '-' -> slower(job, rate);
            case 'c' -> apply(job, new VerbRequest.Plain(JobVerb.COMPLETE));
            case 'f' -> apply(job, new VerbRequest.Plain(JobVerb.FINALIZE));
            case 'd' -> apply(job, new VerbRequest.Plain(JobVerb.DISMISS));
            default -> {
                // no key of ours
            }
        }
    }

    /** Cancels the job; one that has ended meanwhile needs it no more, so a refusal is nothing to tell. */
    void cancel(JobSnapshot job, boolean force) {
        source.apply(job.key(), new VerbRequest.Cancel(force));
    }

    /** Cancels the job, and tells if that is refused. */
    void cancelAndTell(JobSnapshot job, boolean force) {
        apply(job, new VerbRequest.Cancel(force));
    }

    private void faster(JobSnapshot job) {
        if (job.speed() == 0) {
            notes.accept("no limit is set");
        } else {
            setSpeed(job, job.speed() >= GREATEST_SPEED ? 0 : job.speed() * 2);
        }
    }

    private void slower(JobSnapshot job, long rate) {
        long from = job.speed() != 0 ? job.speed() : Long.highestOneBit(Math.max(rate, 2 * LEAST_SPEED));
        setSpeed(job, Math.max(LEAST_SPEED, from / 2));
    }

    private void setSpeed(JobSnapshot job, long speed) {
        source.apply(job.key(), new VerbRequest.SetSpeed(speed))
                .thenAccept(
                        outcome -> notes.accept(outcome.isDone() ? "limit " + Units.limit(speed) : outcome.error()));
    }

    private void apply(JobSnapshot job, VerbRequest verb) {
        source.apply(job.key(), verb).thenAccept(outcome -> {
            if (!outcome.isDone()) {
                notes.accept(outcome.error());
            }
        });
    }
}
