package org.jobdeck.job.common.internal;

import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;

/**
 * The forms of verbs that wait until the job is completed, that is, waiting or later (docs/job-model.md section 9).
 * Main loop's home thread.
 */
public final class SyncForms {

    private final JobLayer layer;
    private final CoreLock lock;

    SyncForms(JobLayer layer) {
        this.layer = layer;
        this.lock = layer.lock();
    }

    /** Waits (QEMU: job_finish_sync without a finish function); 0 or a negative error number. */
    @ReleasesLock
    public int finishSync(Held held, JobCore job) {
        requireHomeThread();
        job.ref(held);
        waitUntilCompleted(held, job);
        int result = job.isCancelled(held) && job.result(held) == 0 ? -Errno.ECANCELED.number() : job.result(held);
        layer.unref(held, job);
        return result;
    }

    /** Cancels and waits (QEMU: job_cancel_sync). */
    @ReleasesLock
    public int cancelSync(Held held, JobCore job, boolean force) {
        requireHomeThread();
        job.ref(held);
        layer.cancelling().cancel(held, job, force);
        int result = finishSync(held, job);
        layer.unref(held, job);
        return result;
    }

    /** Completes and waits (QEMU: job_complete_sync). */
    @ReleasesLock
    public int completeSync(Held held, JobCore job) throws JobException {
        requireHomeThread();
        job.ref(held);
        try {
            layer.completion().complete(held, job);
            return finishSync(held, job);
        } finally {
            layer.unref(held, job);
        }
    }

    /** Cancels all jobs by force, internal ones too (QEMU: job_cancel_sync_all). Lock free. */
    public void cancelSyncAll() {
        lock.requireFree();
        layer.requireMainLoop("cancelling all jobs");
        requireHomeThread();
        try (Held held = lock.acquire()) {
            JobRegistry registry = layer.registry();
            // one look at a time: the whole list for each of many jobs would take time by their square
            for (JobCore first = registry.newest(held); first != null; first = registry.newest(held)) {
                JobStatus before = first.status(held);
                long turnover = registry.turnover(held);
                cancelSync(held, first, true);
                if (first.status(held) == before && registry.turnover(held) == turnover) {
                    throw new IllegalStateException("the job " + first + " stays " + before
                            + ": a callback of its own transaction cannot cancel all jobs");
                }
            }
        }
    }

    /** Runs the main loop until the job is completed, entering the job at every turn. */
    @ReleasesLock
    void waitUntilCompleted(Held held, JobCore job) {
        lock.unlocked(held, () -> layer.mainLoop().waitWhileUnlocked(() -> enterAndAsk(job)));
    }

    /** Before anything is changed: a coroutine has the baton of the main loop, too, but cannot wait with it. */
    static void requireHomeThread() {
        if (Coroutine.current() != null) {
            throw new IllegalStateException("the coroutine '"
                    + Coroutine.current().name()
                    + "' cannot wait for a job; only the main loop's home thread can");
        }
    }

    private boolean enterAndAsk(JobCore job) {
        layer.body().enter(job);
        return !lock.with(job::isCompleted);
    }
}
