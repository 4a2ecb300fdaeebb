package org.jobdeck.job.common.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Predicate;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.job.common.internal.JobListeners.Moment;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/** The life of a job's body: start, enter, yield, pause point, sleep, end (docs/job-model.md section 6). */
public final class BodyControl {

    private static final Logger LOG = System.getLogger(BodyControl.class.getName());

    private final JobLayer layer;
    private final CoreLock lock;

    BodyControl(JobLayer layer) {
        this.layer = layer;
        this.lock = layer.lock();
    }

    // ---- main loop

    /** Starts the body; its first piece runs at once if its loop is the main loop. Main loop, lock free. */
    public void start(JobCore job) {
        lock.requireFree();
        layer.requireMainLoop("starting a job");
        Coroutine coroutine;
        try (Held held = lock.acquire()) {
            if (job.isStarted(held) || !job.isPaused(held) || job.status(held) != JobStatus.CREATED) {
                throw new IllegalStateException("the job " + job + " was started already, or is over");
            }
            String name = "job " + (job.internal() ? job.type() : job.id());
            coroutine = job.loop(held).coroutine(name, () -> run(job));
            job.setCoroutine(held, coroutine);
            job.takePauseBack(held);
            job.setBusy(held, true);
            job.setPaused(held, false);
            job.become(held, JobStatus.RUNNING);
        }
        coroutine.enter();
    }

    /** Enters the body if it waits (QEMU: job_enter). Any thread, lock free. */
    public void enter(JobCore job) {
        lock.requireFree();
        try (Held held = lock.acquire()) {
            enter(held, job);
        }
    }

    @ReleasesLock
    void enter(Held held, JobCore job) {
        enterIf(held, job, waiting -> true);
    }

    /** Enters the body if it waits and the condition, evaluated under the lock, holds (QEMU: job_enter_cond). */
    @ReleasesLock
    public void enterIf(Held held, JobCore job, Predicate<JobCore> condition) {
        lock.require(held);
        if (!job.isStarted(held) || job.isDeferredToMainLoop(held) || job.isBusy(held) || !condition.test(job)) {
            return;
        }
        job.cancelSleepTimer(held);
        job.setBusy(held, true);
        lock.unlocked(held, job.coroutine(held)::enter);
    }

    // ---- the job's coroutine

    private void run(JobCore job) {
        int result = 0;
        String error = null;
        try {
            try (Held held = lock.acquire()) {
                pausePoint(held, job);
            }
            job.ops().run(job);
        } catch (JobException e) {
            result = e.result();
            error = e.getMessage();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, () -> "the body of the job " + job + " failed", e);
            result = -Errno.EIO.number();
            error = "The driver '" + job.type() + "' failed unexpectedly: " + e;
        }
        try (Held held = lock.acquire()) {
            job.setResult(held, result, error);
            job.setDeferredToMainLoop(held);
            job.setBusy(held, true);
        }
        layer.mainLoop().execute(() -> exit(job));
    }

    /** The body has ended (QEMU: job_exit). Main loop. */
    private void exit(JobCore job) {
        try (Held held = lock.acquire()) {
            job.ref(held);
            // not true yet, but drains made by the completion callbacks must not wait for this very job
            noteIdle(held, job);
            layer.completion().completed(held, job);
            layer.unref(held, job);
        }
    }

    /** Stops here if somebody asked for a pause (QEMU: job_pause_point). The job's coroutine, lock free. */
    public void pausePoint(JobCore job) {
        lock.requireFree();
        try (Held held = lock.acquire()) {
            requireBody(held, job, "a pause point");
            pausePoint(held, job);
        }
    }

    @ReleasesLock
    private void pausePoint(Held held, JobCore job) {
        if (!job.shouldPause(held) || job.isCancelled(held)) {
            return;
        }
        lock.unlocked(held, () -> Callbacks.run(job, "pause", job.ops()::pause));
        // the driver's callback ran without the lock: ask again
        if (job.shouldPause(held) && !job.isCancelled(held)) {
            JobStatus before = job.status(held);
            job.become(held, before == JobStatus.READY ? JobStatus.STANDBY : JobStatus.PAUSED);
            job.setPaused(held, true);
            waitToBeEntered(held, job, null);
            job.setPaused(held, false);
            job.become(held, before);
        }
        lock.unlocked(held, () -> Callbacks.run(job, "resume", job.ops()::resume));
    }

    /** Waits until somebody enters the job (QEMU: job_yield). The job's coroutine, lock free. */
    public void yield(JobCore job) {
        pauseOrWait(job, null, "yielding");
    }

    /**
     * Waits for the given time of the main loop's clock, or until somebody enters the job (QEMU: job_sleep_ns). The
     * job's coroutine, lock free.
     */
    public void sleep(JobCore job, Duration time) {
        pauseOrWait(job, time, "sleeping");
    }

    private void pauseOrWait(JobCore job, Duration time, String what) {
        lock.requireFree();
        try (Held held = lock.acquire()) {
            requireBody(held, job, what);
            if (!job.isBusy(held)) {
                throw new IllegalStateException("the body of the job " + job + " runs, but is not busy");
            }
            // before busy is cleared: whoever cancels later finds the job idle and enters it
            if (job.isCancelled(held)) {
                return;
            }
            if (!job.shouldPause(held)) {
                waitToBeEntered(held, job, time);
            }
            pausePoint(held, job);
        }
    }

    /** Yields and, when entered again, follows the job to the loop it belongs to now (QEMU: job_do_yield). */
    @ReleasesLock
    private void waitToBeEntered(Held held, JobCore job, Duration time) {
        if (time != null) {
            job.setSleepTimer(held, layer.mainLoop().schedule(time, () -> endSleep(job)));
        }
        noteIdle(held, job);
        lock.unlocked(held, Coroutine::yield);
        Coroutine self = Coroutine.current();
        for (EventLoop home = job.loop(held); home != self.loop(); home = job.loop(held)) {
            EventLoop target = home;
            lock.unlocked(held, () -> self.moveTo(target));
        }
        if (!job.isBusy(held)) {
            throw new IllegalStateException("the job " + job + " was entered by somebody who did not make it busy");
        }
    }

    /** A timer has fired: maybe that of an earlier sleep, which somebody ended just then. */
    private void endSleep(JobCore job) {
        try (Held held = lock.acquire()) {
            enterIf(held, job, waiting -> waiting.isSleepOver(held));
        }
    }

    /** Whoever waits for the job has to look again: a wait enters a body that has come to rest. */
    private void noteIdle(Held held, JobCore job) {
        job.setBusy(held, false);
        job.notifyListeners(held, Moment.IDLE);
        layer.mainLoop().kick();
    }

    private static void requireBody(Held held, JobCore job, String what) {
        Coroutine here = Coroutine.current();
        if (here == null || job.coroutine(held) != here) {
            throw new IllegalStateException(what + " is for the body of the job " + job + " alone, not for the thread '"
                    + Thread.currentThread().getName() + "'");
        }
    }

    // ---- what a body says of itself

    /** The job waits for nothing but the order to complete (QEMU: job_transition_to_ready). Lock free. */
    public void becomeReady(JobCore job) {
        lock.requireFree();
        try (Held held = lock.acquire()) {
            job.become(held, JobStatus.READY);
            job.notifyListeners(held, Moment.READY);
        }
    }
}
