package org.jobdeck.job.monitor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.job.common.internal.JobErrors;
import org.jobdeck.job.common.internal.JobLayer;

/**
 * Looks jobs up and steers them.
 *
 * <p>The caller holds the job lock and passes its token; look-up and action under one token are one critical section. A
 * token that is null, closed, void, of another thread or of another engine throws at once. Queries may be asked on any
 * thread; everything that changes a job belongs to the main loop and throws {@link IllegalStateException} elsewhere,
 * and the forms that wait belong to the main loop's home thread. Where {@link ReleasesLock} is written, the lock is
 * dropped meanwhile.
 *
 * <p>Verbs throw {@link JobException} with QEMU's texts if the job's state does not allow them.
 */
public final class JobMonitor {

    private final JobLayer layer;

    /** For the jobs of that layer. */
    public JobMonitor(JobSystem system) {
        this.layer = JobLayer.of(system);
    }

    /** The lock whose token every method wants. */
    public JobLock lock() {
        return layer.lock();
    }

    // ---- queries, any thread

    /** The job of that id (QEMU: job_get). Internal jobs have no id. */
    public Optional<Job> find(Held held, String id) {
        return layer.registry().find(held, id).map(Function.identity());
    }

    /** The job of that key. */
    public Optional<Job> find(Held held, JobKey key) {
        return layer.registry().find(held, key).map(Function.identity());
    }

    /**
     * The job of that id.
     *
     * @throws JobException {@code Job not found}
     */
    public Job require(Held held, String id) throws JobException {
        return find(held, id).orElseThrow(JobErrors::notFound);
    }

    /**
     * The job of that key.
     *
     * @throws JobException {@code Job not found}
     */
    public Job require(Held held, JobKey key) throws JobException {
        return find(held, key).orElseThrow(JobErrors::notFound);
    }

    /** The jobs that users can see, newest first (QEMU: job_next). */
    public List<Job> list(Held held) {
        return List.copyOf(layer.visible(held));
    }

    /** All that users see of a job, now. */
    public JobSnapshot snapshot(Held held, Job job) {
        return layer.core(job).snapshot(held);
    }

    /** How many have asked the job to pause. */
    public int pauseCount(Held held, Job job) {
        return layer.core(job).pauseCount(held);
    }

    /** Whether the body has stopped at a pause point, or was never started. */
    public boolean isPaused(Held held, Job job) {
        return layer.core(job).isPaused(held);
    }

    /** Whether the user has paused it (QEMU: job_user_paused). */
    public boolean isUserPaused(Held held, Job job) {
        return layer.core(job).isUserPaused(held);
    }

    /** Whether the body is at work, or has been queued for it. */
    public boolean isBusy(Held held, Job job) {
        return layer.core(job).isBusy(held);
    }

    /** Whether the body has ended and the main loop is to do the rest. */
    public boolean isDeferredToMainLoop(Held held, Job job) {
        return layer.core(job).isDeferredToMainLoop(held);
    }

    /** Whether it is waiting or later (QEMU: job_is_completed). */
    public boolean isCompleted(Held held, Job job) {
        return layer.core(job).isCompleted(held);
    }

    /** Whether it is ready or standby (QEMU: job_is_ready). */
    public boolean isReady(Held held, Job job) {
        return layer.core(job).status(held).isReady();
    }

    /** Whether it is being cancelled by force (QEMU: job_is_cancelled). */
    public boolean isCancelled(Held held, Job job) {
        return layer.core(job).isCancelled(held);
    }

    /** Whether anybody asked to cancel it (QEMU: job_cancel_requested). */
    public boolean isCancelRequested(Held held, Job job) {
        return layer.core(job).isCancelRequested(held);
    }

    /** 0, or the negative error number it has ended with. */
    public int result(Held held, Job job) {
        return layer.core(job).result(held);
    }

    // ---- verbs of the user, main loop

    /** Stops the job at its next pause point (QEMU: job_user_pause). */
    @ReleasesLock
    public void userPause(Held held, Job job) throws JobException {
        layer.pausing().userPause(held, coreForVerb(held, job));
    }

    /** Takes the user's pause back (QEMU: job_user_resume). */
    @ReleasesLock
    public void userResume(Held held, Job job) throws JobException {
        layer.pausing().userResume(held, coreForVerb(held, job));
    }

    /**
     * Limits the rate (QEMU: block_job_set_speed).
     *
     * @param bytesPerSecond 0 takes the limit away
     */
    @ReleasesLock
    public void setSpeed(Held held, Job job, long bytesPerSecond) throws JobException {
        layer.pausing().setSpeed(held, coreForVerb(held, job), bytesPerSecond);
    }

    /** Cancels, softly or by force (QEMU: job_user_cancel). */
    @ReleasesLock
    public void userCancel(Held held, Job job, boolean force) throws JobException {
        layer.cancelling().userCancel(held, coreForVerb(held, job), force);
    }

    /** Brings a ready job to its end (QEMU: job_complete). */
    @ReleasesLock
    public void complete(Held held, Job job) throws JobException {
        layer.completion().complete(held, coreForVerb(held, job));
    }

    /** Lets a pending job and its whole transaction take effect (QEMU: job_finalize). */
    @ReleasesLock
    public void finalizeTxn(Held held, Job job) throws JobException {
        layer.completion().finalizeTxn(held, coreForVerb(held, job));
    }

    /** Forgets a concluded job (QEMU: job_dismiss). */
    @ReleasesLock
    public void dismiss(Held held, Job job) throws JobException {
        layer.completion().dismiss(held, coreForVerb(held, job));
    }

    /** Alters options of the job's type (QEMU 8.2: job_change). */
    @ReleasesLock
    public void change(Held held, Job job, JobChange change) throws JobException {
        layer.pausing().change(held, coreForVerb(held, job), change);
    }

    // ---- for programs, main loop

    /** One more asks the job to pause; pauses are counted (QEMU: job_pause). */
    @ReleasesLock
    public void pause(Held held, Job job) {
        layer.pausing().pause(held, coreForVerb(held, job));
    }

    /** One of them no longer does (QEMU: job_resume). */
    @ReleasesLock
    public void resume(Held held, Job job) {
        layer.pausing().resume(held, coreForVerb(held, job));
    }

    /** Cancels without asking the verb table; a concluded job is dismissed (QEMU: job_cancel). */
    @ReleasesLock
    public void cancel(Held held, Job job, boolean force) {
        layer.cancelling().cancel(held, coreForVerb(held, job), force);
    }

    /** Keeps a job's data beyond its dismissal (QEMU: job_ref). Any thread. */
    public void ref(Held held, Job job) {
        layer.lock().require(held);
        layer.ref(held, layer.core(job));
    }

    /** Gives a reference back; the last one frees the job (QEMU: job_unref). */
    @ReleasesLock
    public void unref(Held held, Job job) {
        layer.unref(held, coreForVerb(held, job));
    }

    // ---- forms that wait, main loop's home thread

    /** Waits until the job is waiting or later (QEMU: job_finish_sync); 0 or a negative error number. */
    @ReleasesLock
    public int finishSync(Held held, Job job) {
        return layer.syncForms().finishSync(held, coreForVerb(held, job));
    }

    /** Cancels and waits (QEMU: job_cancel_sync); 0 or a negative error number. */
    @ReleasesLock
    public int cancelSync(Held held, Job job, boolean force) {
        return layer.syncForms().cancelSync(held, coreForVerb(held, job), force);
    }

    /**
     * Completes and waits (QEMU: job_complete_sync); 0 or a negative error number.
     *
     * @throws JobException if it cannot be completed
     */
    @ReleasesLock
    public int completeSync(Held held, Job job) throws JobException {
        return layer.syncForms().completeSync(held, coreForVerb(held, job));
    }

    /** Cancels every job by force and waits for each (QEMU: job_cancel_sync_all). The lock is free. */
    public void cancelSyncAll() {
        layer.syncForms().cancelSyncAll();
    }

    // ---- transactions

    /** Makes a transaction; the caller owns a reference (QEMU: job_txn_new). Any thread, the lock is free. */
    public JobTxn newTxn() {
        layer.lock().requireFree();
        return layer.newTxn();
    }

    /** Gives the maker's reference back; the transaction lives on with its members (QEMU: job_txn_unref). */
    public void unref(Held held, JobTxn txn) {
        layer.unref(held, txn);
    }

    private JobCore coreForVerb(Held held, Job job) {
        layer.lock().require(held);
        layer.requireMainLoop("a verb on a job");
        return layer.core(job);
    }
}
