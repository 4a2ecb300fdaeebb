package org.jobdeck.job.driver;

import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.loop.EventLoop;

/** A job about to be made. Main loop, lock free. */
public interface JobPlan {

    /** The driver. */
    JobDriver driver();

    /** Where the body runs; null for a private loop. */
    default EventLoop loop() {
        return null;
    }

    /**
     * The job exists, in the state created: take what it needs (edges, permissions).
     *
     * @throws JobException fails the job early: it vanishes without having run, and {@link #discard} is called
     */
    default void created(Job job) throws JobException {}

    /** No job came of it: undo what planning did. */
    default void discard() {}
}
