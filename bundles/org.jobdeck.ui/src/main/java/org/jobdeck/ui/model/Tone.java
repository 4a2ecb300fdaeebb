package org.jobdeck.ui.model;

import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Errno;

/** What a job's state means to somebody who looks at it from afar; each has a colour of its own. */
public enum Tone {
    /** Not started yet. */
    IDLE,
    /** Work goes on. */
    ACTIVE,
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
    FAILED;

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
        if (job.result() == 0 && job.error() == null) {
            return job.forceCancelled() ? CANCELLED : DONE;
        }
        return job.result() == -Errno.ECANCELED.number() ? CANCELLED : FAILED;
    }
}
