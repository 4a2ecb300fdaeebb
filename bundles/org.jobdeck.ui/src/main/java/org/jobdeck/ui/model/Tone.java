package org.jobdeck.ui.model;

import java.util.List;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;

/** What a job's state means to somebody who looks at it from afar; each has a colour of its own. */
public enum Tone {
    /** Not started yet. */
    IDLE,
    /** Work goes on. */
    ACTIVE,
    /** At work, but without progress for long. */
    STALLED,
    /** Stopped, by the user or by something that ends of itself. */
    PAUSED,
    /** Waits for an order of the user: complete or finalize. */
    ATTENTION,
    /** Done with its own work, waits for other jobs. */
    WAITING,
    /** Ended well. */
    DONE,
    /** Ended, or being ended, because the user asked. */
    CANCELLED,
    /** Failed, or stopped by an error. */
    FAILED,
    /** Not known: its source says nothing at present. */
    LOST,
    /** There no more, and nobody saw how it ended. */
    UNSEEN;

    private static final List<Tone> LOUDEST_FIRST =
            List.of(FAILED, STALLED, LOST, ATTENTION, ACTIVE, PAUSED, WAITING, UNSEEN, CANCELLED, IDLE, DONE);

    /** How much it wants to be seen, counted from 0 for the most: failure, then what waits for the user, then work. */
    public int rank() {
        return LOUDEST_FIRST.indexOf(this);
    }

    /** The tone of a job as far as it is known. */
    public static Tone of(JobView job) {
        if (job.ending().isPresent()) {
            return of(job.ending().get().outcome());
        }
        if (job.isStalled()) {
            return STALLED;
        }
        boolean known = job.isCurrent() || job.snapshot().status() == JobStatus.CONCLUDED;
        return known ? of(job.snapshot()) : LOST;
    }

    /** The tone of a job that has ended like that. */
    public static Tone of(JobOutcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case UNKNOWN -> UNSEEN;
        };
    }

    /** The tone of a job. */
    public static Tone of(JobSnapshot job) {
        if (job.ioStatus() != IoStatus.OK && !job.status().isCompleted()) {
            return FAILED;
        }
        return switch (job.status()) {
            case UNDEFINED, CREATED -> IDLE;
            case RUNNING -> job.cancelRequested() ? CANCELLED : ACTIVE;
            case PAUSED, STANDBY -> PAUSED;
            case READY, PENDING -> ATTENTION;
            case WAITING -> WAITING;
            case ABORTING, CONCLUDED, NULL -> ofResult(job);
        };
    }

    private static Tone ofResult(JobSnapshot job) {
        return switch (JobOutcome.of(job.result(), job.error(), job.forceCancelled())) {
            case DONE -> DONE;
            case CANCELLED -> CANCELLED;
            case FAILED, UNKNOWN -> FAILED;
        };
    }
}
