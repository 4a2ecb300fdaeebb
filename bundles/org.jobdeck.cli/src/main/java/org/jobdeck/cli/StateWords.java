package org.jobdeck.cli;

import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Errno;

/** A job's state in a word or two. */
final class StateWords {

    private StateWords() {}

    static String of(JobSnapshot job) {
        if (job.ioStatus() != IoStatus.OK && !job.status().isCompleted()) {
            return job.ioStatus() == IoStatus.NOSPACE ? "stopped: no space" : "stopped: I/O error";
        }
        return switch (job.status()) {
            case RUNNING -> job.cancelRequested() ? "cancelling" : "running";
            case PAUSED, STANDBY ->
                job.cancelRequested() ? "cancelling" : job.status().qmpName();
            case PENDING -> "pending: finalize it";
            case WAITING -> "waiting for its transaction";
            case ABORTING -> isCancelled(job) ? "cancelling" : "failing";
            case CONCLUDED, NULL -> job.result() == 0 ? "done" : isCancelled(job) ? "cancelled" : "failed";
            default -> job.status().qmpName();
        };
    }

    private static boolean isCancelled(JobSnapshot job) {
        return job.result() == -Errno.ECANCELED.number() || job.forceCancelled();
    }
}
