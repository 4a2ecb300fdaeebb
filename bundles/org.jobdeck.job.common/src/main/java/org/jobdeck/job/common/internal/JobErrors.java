package org.jobdeck.job.common.internal;

import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.loop.Errno;

/** The error texts of the job layer, to the letter those of QEMU. */
public final class JobErrors {

    private JobErrors() {}

    static JobException idForInternalJob() {
        return new JobException(Errno.EINVAL, "Cannot specify job ID for internal job");
    }

    static JobException invalidId(String id) {
        return new JobException(Errno.EINVAL, "Invalid job ID '" + id + "'");
    }

    static JobException idInUse(String id) {
        return new JobException(Errno.EEXIST, "Job ID '" + id + "' already in use");
    }

    static JobException idRequired() {
        return new JobException(Errno.EINVAL, "An explicit job ID is required");
    }

    static JobException verbRefused(String id, JobStatus status, JobVerb verb) {
        return new JobException(
                Errno.EPERM,
                "Job '" + id + "' in state '" + status.qmpName() + "' cannot accept command verb '" + verb.qmpName()
                        + "'");
    }

    static JobException alreadyPaused() {
        return new JobException(Errno.EPERM, "Job is already paused");
    }

    static JobException notPaused() {
        return new JobException(Errno.EPERM, "Can't resume a job that was not paused");
    }

    static JobException negativeSpeed() {
        return new JobException(Errno.EINVAL, "Parameter 'speed' expects a non-negative value");
    }

    /** The job's type has no way to be completed, or the job is being cancelled. */
    public static JobException cannotComplete(String id) {
        return new JobException(Errno.EPERM, "The active block job '" + id + "' cannot be completed");
    }

    /** The job's type has nothing that could be altered. */
    public static JobException cannotChange() {
        return new JobException(Errno.ENOTSUP, "Job type does not support change");
    }

    /** A driver threw what it must not throw. */
    static JobException failedUnexpectedly(String type, Throwable failure) {
        return new JobException(Errno.EIO, "The driver '" + type + "' failed unexpectedly: " + failure, failure);
    }

    /** No job of that id. */
    public static JobException notFound() {
        return new JobException(Errno.ENOENT, "Job not found");
    }
}
