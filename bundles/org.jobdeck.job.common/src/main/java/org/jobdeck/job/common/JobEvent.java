package org.jobdeck.job.common;

import java.time.Instant;

/**
 * Something that happened to a job, with the values of that instant (QEMU: JOB_STATUS_CHANGE and the BLOCK_JOB_*
 * events).
 *
 * <p>Events of one engine are delivered in the order in which they happened, on the main loop, with the job lock free.
 * Internal jobs have none.
 */
public sealed interface JobEvent {

    /** Which job. */
    JobKey key();

    /** The job's id. */
    String id();

    /** The job's type. */
    String type();

    /** When. */
    Instant at();

    /**
     * The job came into another state (JOB_STATUS_CHANGE).
     *
     * @param status the new one
     */
    record StatusChange(JobKey key, String id, String type, Instant at, JobStatus status) implements JobEvent {}

    /**
     * A block job has become ready (BLOCK_JOB_READY).
     *
     * @param progress work done and expected, bytes
     * @param speed the limit, bytes a second
     */
    record Ready(JobKey key, String id, String type, Instant at, JobProgress.Value progress, long speed)
            implements JobEvent {}

    /** A block job with manual finalize is pending (BLOCK_JOB_PENDING). */
    record Pending(JobKey key, String id, String type, Instant at) implements JobEvent {}

    /**
     * A block job has ended, well or in failure (BLOCK_JOB_COMPLETED).
     *
     * @param progress work done and expected, bytes
     * @param speed the limit, bytes a second
     * @param error why it failed, or null
     */
    record Completed(
            JobKey key, String id, String type, Instant at, JobProgress.Value progress, long speed, String error)
            implements JobEvent {}

    /**
     * A block job has been cancelled by force (BLOCK_JOB_CANCELLED).
     *
     * @param progress work done and expected, bytes
     * @param speed the limit, bytes a second
     */
    record Cancelled(JobKey key, String id, String type, Instant at, JobProgress.Value progress, long speed)
            implements JobEvent {}

    /**
     * A block job met an I/O error (BLOCK_JOB_ERROR).
     *
     * @param read whether a read failed; otherwise a write
     * @param action what is done about it, as in {@code "stop"}
     */
    record IoError(JobKey key, String id, String type, Instant at, boolean read, String action) implements JobEvent {}
}
