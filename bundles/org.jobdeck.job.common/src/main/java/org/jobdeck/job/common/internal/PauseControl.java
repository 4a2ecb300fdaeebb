package org.jobdeck.job.common.internal;

import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.common.ReleasesLock;

/** Pause, resume, speed and change: what steers a running job (docs/job-model.md sections 7 and 13). Main loop. */
public final class PauseControl {

    private final JobLayer layer;
    private final CoreLock lock;

    PauseControl(JobLayer layer) {
        this.layer = layer;
        this.lock = layer.lock();
    }

    /** One more asks it to pause (QEMU: job_pause). */
    @ReleasesLock
    public void pause(Held held, JobCore job) {
        job.addPause(held);
        if (!job.isPaused(held)) {
            // a sleeping body shall come to its pause point soon
            layer.body().enter(held, job);
        }
    }

    /** One of those who asked it to pause no longer does (QEMU: job_resume). */
    @ReleasesLock
    public void resume(Held held, JobCore job) {
        job.takePauseBack(held);
        if (!job.shouldPause(held)) {
            // a body that sleeps for its rate limit goes on sleeping
            layer.body().enterIf(held, job, waiting -> !waiting.isSleepTimerPending(held));
        }
    }

    /** The user's pause (QEMU: job_user_pause). */
    @ReleasesLock
    public void userPause(Held held, JobCore job) throws JobException {
        job.requireVerb(held, JobVerb.PAUSE);
        if (job.isUserPaused(held)) {
            throw JobErrors.alreadyPaused();
        }
        job.setUserPaused(held, true);
        pause(held, job);
    }

    /** The user's resume (QEMU: job_user_resume). */
    @ReleasesLock
    public void userResume(Held held, JobCore job) throws JobException {
        if (!job.isUserPaused(held) || !job.shouldPause(held)) {
            throw JobErrors.notPaused();
        }
        job.requireVerb(held, JobVerb.RESUME);
        lock.unlocked(held, () -> Callbacks.run(job, "userResume", job.ops()::userResume));
        if (!job.isUserPaused(held)) {
            // the driver's callback, run without the lock, has made the pause go away
            throw JobErrors.notPaused();
        }
        job.setUserPaused(held, false);
        resume(held, job);
    }

    /** Stops the job on an I/O error as if the user had paused it (QEMU: block_job_error_action). Any thread. */
    @ReleasesLock
    public void stopOnError(Held held, JobCore job, IoStatus reason) {
        if (!job.isUserPaused(held)) {
            pause(held, job);
            job.setUserPaused(held, true);
        }
        if (job.ioStatus(held) == IoStatus.OK) {
            job.setIoStatus(held, reason);
        }
    }

    /** The limit (QEMU: block_job_set_speed). */
    @ReleasesLock
    public void setSpeed(Held held, JobCore job, long bytesPerSecond) throws JobException {
        job.requireVerb(held, JobVerb.SET_SPEED);
        if (bytesPerSecond < 0) {
            throw JobErrors.negativeSpeed();
        }
        long before = job.speed(held);
        job.rateLimit().setSpeed(bytesPerSecond);
        job.setSpeed(held, bytesPerSecond);
        lock.unlocked(held, () -> Callbacks.run(job, "setSpeed", () -> job.ops().setSpeed(bytesPerSecond)));
        if (bytesPerSecond == 0 || bytesPerSecond > before) {
            // only a body that sleeps for the old limit has anything to gain
            layer.body().enterIf(held, job, waiting -> waiting.isSleepTimerPending(held));
        }
    }

    /** Options of the job's type (QEMU 8.2: job_change). */
    @ReleasesLock
    public void change(Held held, JobCore job, JobChange change) throws JobException {
        job.requireVerb(held, JobVerb.CHANGE);
        lock.tryUnlocked(
                held, () -> Callbacks.ask(job, "change", () -> job.ops().change(job, change)));
    }
}
