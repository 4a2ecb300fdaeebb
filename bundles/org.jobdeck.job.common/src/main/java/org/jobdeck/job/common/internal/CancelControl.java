package org.jobdeck.job.common.internal;

import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.common.ReleasesLock;

/** Cancel, soft and by force (docs/job-model.md section 8). Main loop. */
public final class CancelControl {

    private final JobLayer layer;
    private final CoreLock lock;

    CancelControl(JobLayer layer) {
        this.layer = layer;
        this.lock = layer.lock();
    }

    /**
     * Asks the driver what the cancel amounts to and marks the job; does not enter it (QEMU: job_cancel_async).
     */
    @ReleasesLock
    void mark(Held held, JobCore job, boolean force) {
        boolean answer = lock.askUnlocked(held, () -> answerOf(job, force));
        // a body that never runs cannot come to a good end of its own
        boolean effective = answer || !job.isStarted(held);
        if (job.isUserPaused(held)) {
            lock.unlocked(held, () -> Callbacks.run(job, "userResume", job.ops()::userResume));
            // unless the driver's callback, run without the lock, has made the pause go away
            if (job.isUserPaused(held)) {
                job.setUserPaused(held, false);
                job.takePauseBack(held);
            }
        }
        // a soft cancel has nothing to say to a body that has come to its end already
        if (effective || !job.isDeferredToMainLoop(held)) {
            job.markCancelled(held, effective);
        }
    }

    private static boolean answerOf(JobCore job, boolean force) {
        boolean[] answer = {true};
        Callbacks.run(job, "cancel", () -> answer[0] = job.ops().cancel(force));
        return answer[0];
    }

    /** Cancels without asking the verb table; a concluded job is dismissed (QEMU: job_cancel). */
    @ReleasesLock
    public void cancel(Held held, JobCore job, boolean force) {
        if (job.status(held) == JobStatus.CONCLUDED) {
            layer.completion().dismissNow(held, job);
            return;
        }
        if (!job.isStarted(held) || job.isDeferredToMainLoop(held)) {
            // no body will end it, so the whole transaction may have to be waited for here
            SyncForms.requireHomeThread();
        }
        mark(held, job, force);
        if (!job.isStarted(held)) {
            // unless the driver's callbacks, run without the lock, have ended it already
            if (!job.isCompleted(held)) {
                layer.completion().completed(held, job);
            }
        } else if (!job.isDeferredToMainLoop(held)) {
            layer.body().enter(held, job);
        } else if (job.isCancelled(held)) {
            layer.completion().abortTxn(held, job);
        }
    }

    /** The user's cancel (QEMU: job_user_cancel). */
    @ReleasesLock
    public void userCancel(Held held, JobCore job, boolean force) throws JobException {
        job.requireVerb(held, JobVerb.CANCEL);
        cancel(held, job, force);
    }
}
