package org.jobdeck.job.common;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An immutable picture of a job, all of it from one instant under the job lock (but for the progress, which has a lock
 * of its own).
 *
 * @param key names the job within its source
 * @param id the user's name of the job
 * @param type the driver's type name, as in {@code "backup"}
 * @param status its state
 * @param created when it was created
 * @param statusSince when it came into this state
 * @param progress work done and work expected, in the driver's unit (bytes for block jobs)
 * @param speed the limit in bytes a second; 0 means none
 * @param pauseCount how many have asked it to pause; more than 0 is QEMU's "paused" of query-block-jobs
 * @param userPaused whether one of them is the user
 * @param busy whether its body is at work, or queued for it
 * @param cancelRequested whether somebody asked to cancel it, softly or by force
 * @param forceCancelled whether it is being cancelled by force
 * @param autoFinalize whether it finalizes by itself
 * @param autoDismiss whether it vanishes by itself
 * @param ioStatus whether an I/O error stopped it
 * @param error why it failed, or null
 * @param result 0, or the negative error number it ended with
 * @param txn names the transaction
 * @param txnMembers how many jobs have joined the transaction; 1 for a job on its own
 * @param resources what it works on
 */
public record JobSnapshot(
        JobKey key,
        String id,
        String type,
        JobStatus status,
        Instant created,
        Instant statusSince,
        JobProgress.Value progress,
        long speed,
        int pauseCount,
        boolean userPaused,
        boolean busy,
        boolean cancelRequested,
        boolean forceCancelled,
        boolean autoFinalize,
        boolean autoDismiss,
        IoStatus ioStatus,
        String error,
        int result,
        long txn,
        int txnMembers,
        List<JobResource> resources) {

    /** Makes the list of resources unmodifiable. */
    public JobSnapshot {
        resources = List.copyOf(resources);
    }

    /** The verbs that the state table allows now. */
    public Set<JobVerb> allowedVerbs() {
        EnumSet<JobVerb> allowed = EnumSet.noneOf(JobVerb.class);
        for (JobVerb verb : JobVerb.values()) {
            if (verb.allowedIn(status)) {
                allowed.add(verb);
            }
        }
        return allowed;
    }
}
