package org.jobdeck.job.driver;

import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.internal.JobErrors;

/**
 * What a kind of job does (QEMU: JobDriver). One object serves one job.
 *
 * <p>{@link #run}, {@link #pause} and {@link #resume} are called in the job's own coroutine, everything else on the
 * main loop; the job lock is free in all of them. An unchecked exception or error in {@code run} or {@code prepare} fails the
 * job, in {@code complete} and {@code change} it refuses the verb, in any other callback it is logged and the job goes
 * on.
 */
public interface JobDriver {

    /** The type name, as in {@code "backup"}; constant. */
    String type();

    /**
     * The body. It comes to a {@linkplain JobContext#pausePoint() pause point} every few milliseconds and does what
     * blocks or computes for long through {@link JobContext#blocking}.
     *
     * @throws JobException if the job fails
     */
    void run(JobContext context) throws JobException;

    /** The body is about to stop: bring everything in flight to rest. {@link #resume} follows in every case. */
    default void pause() {}

    /** The body goes on, or was not stopped after all. */
    default void resume() {}

    /** The user takes a pause back, or cancels a job that he paused. */
    default void userResume() {}

    /**
     * The job is ready and is to come to its end: makes the body see that.
     *
     * @throws JobException if it cannot; the default says that jobs of this type cannot be completed
     */
    default void complete(Job job) throws JobException {
        throw JobErrors.cannotComplete(job.id());
    }

    /**
     * Somebody cancels the job.
     *
     * @param force whether by force
     * @return whether it is by force in effect: false lets the body come to a good end of its own. The default always
     *     says true.
     */
    default boolean cancel(boolean force) {
        return true;
    }

    /**
     * The whole transaction has done its work: the last chance to fail.
     *
     * @throws JobException if the transaction must not take effect
     */
    default void prepare() throws JobException {}

    /** The transaction succeeds: make this job's part take effect. */
    default void commit() {}

    /** The transaction fails: undo this job's part. */
    default void abort() {}

    /** Give everything back; follows commit or abort. */
    default void clean() {}

    /** The last reference to the job is gone. Called for every job, also for one that never started. */
    default void free() {}

    /**
     * The user has set another limit.
     *
     * @param bytesPerSecond 0 means none
     */
    default void setSpeed(long bytesPerSecond) {}

    /**
     * The user alters options of the running job.
     *
     * @throws JobException if they cannot be altered so; the default says that the type has none to alter
     */
    default void change(JobChange change) throws JobException {
        throw JobErrors.cannotChange();
    }
}
