package org.jobdeck.job.common.internal;

import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;

/**
 * A driver as the core sees it (QEMU: JobDriver). All callbacks run with the job lock free: run, pause and resume in
 * the job's coroutine, the others on the main loop.
 */
public interface DriverOps {

    /** The type name. */
    String type();

    /** The body of the job. */
    void run(JobCore job) throws JobException;

    /** About to stop at a pause point. */
    void pause();

    /** Going on after a pause point. */
    void resume();

    /** The user takes a pause back. */
    void userResume();

    /** The order to complete. */
    void complete(JobCore job) throws JobException;

    /** Cancel is asked for; says whether it is by force in effect. */
    boolean cancel(boolean force);

    /** All members are done; the last chance to fail. */
    void prepare() throws JobException;

    /** Success. */
    void commit();

    /** Failure. */
    void abort();

    /** After commit or abort. */
    void clean();

    /** The last reference is gone. */
    void free();

    /** The limit is another one now. */
    void setSpeed(long bytesPerSecond);

    /** Options are to be altered. */
    void change(JobCore job, JobChange change) throws JobException;
}
