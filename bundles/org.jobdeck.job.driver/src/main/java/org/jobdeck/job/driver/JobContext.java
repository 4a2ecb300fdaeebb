package org.jobdeck.job.driver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.RateLimit;

/**
 * What the body of a job may call, in its own coroutine and with the job lock free. Each call takes the lock itself and
 * throws {@link IllegalStateException} if the caller holds it; so do those that wait if the caller is not the body.
 */
public interface JobContext {

    /** The job whose body this is. */
    Job job();

    /** Stops here if somebody asked for a pause (QEMU: job_pause_point). */
    void pausePoint();

    /**
     * Waits until somebody enters the job, then comes to a pause point (QEMU: job_yield). Returns at once if cancelled.
     */
    void yieldJob();

    /**
     * Waits for the time, or until somebody enters the job, then comes to a pause point (QEMU: job_sleep_ns). A zero
     * time still gives others their turn. Returns at once if cancelled.
     */
    void sleep(Duration time);

    /** Whether anybody asked to cancel the job, softly or by force. */
    boolean cancelRequested();

    /** Whether the job is being cancelled by force: end as soon as you can. */
    boolean isCancelled();

    /** Says that the job waits for nothing but the order to complete (QEMU: job_transition_to_ready). */
    void transitionToReady();

    /**
     * Does something that blocks or computes for long, on a platform thread, while other jobs of this loop go on. The
     * job stays busy: a drain waits for it.
     *
     * @return what the work returned
     * @throws ExecutionException with what the work threw as its cause
     */
    <T> T blocking(Callable<T> work) throws ExecutionException;

    /**
     * Does something on the main loop and waits for it; the job stays busy.
     *
     * @return what the work returned
     * @throws ExecutionException with what the work threw as its cause
     */
    <T> T onMain(Callable<T> work) throws ExecutionException;

    /** The progress meter; needs no lock. */
    JobProgress progress();

    /** The user's rate limit; needs no lock. */
    RateLimit rateLimit();
}
