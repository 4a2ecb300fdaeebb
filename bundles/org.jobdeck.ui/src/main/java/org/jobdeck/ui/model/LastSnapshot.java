package org.jobdeck.ui.model;

import java.util.List;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Errno;

/** The snapshot of a job that is there no more. */
final class LastSnapshot {

    private LastSnapshot() {}

    /**
     * In the state null since its end, with the error and the result that are known now, and otherwise as it was last.
     *
     * @param resources what it worked on, which a job gives back before it is gone
     */
    static JobSnapshot of(JobSnapshot last, List<JobResource> resources, JobEnding ending) {
        return new JobSnapshot(
                last.key(),
                last.id(),
                last.type(),
                JobStatus.NULL,
                last.created(),
                ending.at(),
                last.progress(),
                last.speed(),
                0,
                false,
                false,
                last.cancelRequested(),
                last.forceCancelled(),
                last.autoFinalize(),
                last.autoDismiss(),
                IoStatus.OK,
                ending.error() == null ? last.error() : ending.error(),
                result(last, ending),
                last.txn(),
                last.txnMembers(),
                resources);
    }

    private static int result(JobSnapshot last, JobEnding ending) {
        return switch (ending.outcome()) {
            case DONE, UNKNOWN -> 0;
            case FAILED -> last.result() == 0 ? -Errno.EIO.number() : last.result();
            case CANCELLED -> -Errno.ECANCELED.number();
        };
    }
}
