package org.jobdeck.block.jobs;

import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.loop.EventLoop;

/** What a kind of block job does, beyond what every job does (QEMU: BlockJobDriver). */
public interface BlockJobDriver extends JobDriver {

    /**
     * Whether requests of this job are under way while it is asked to be quiet. Asked only while the job is busy. Any
     * thread, job lock free.
     */
    default boolean drainedPoll() {
        return true;
    }

    /** The job's nodes, and the job with them, have come to another loop. Main loop. */
    default void attachedLoop(EventLoop loop) {}
}
