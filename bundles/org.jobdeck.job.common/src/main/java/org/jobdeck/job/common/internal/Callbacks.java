package org.jobdeck.job.common.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jobdeck.job.common.JobException;

/** Runs callbacks of drivers so that an exception that nobody foresaw is reported and the job goes on to its end. */
final class Callbacks {

    private static final Logger LOG = System.getLogger(Callbacks.class.getName());

    private Callbacks() {}

    /** Runs one that must not fail. */
    static void run(JobCore job, String name, Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            report(job, name, e);
        }
    }

    /** Runs one that may refuse; an exception that was not foreseen refuses, too. */
    static void ask(JobCore job, String name, CoreLock.Action callback) throws JobException {
        try {
            callback.run();
        } catch (RuntimeException | Error e) {
            report(job, name, e);
            throw JobErrors.failedUnexpectedly(job.type(), e);
        }
    }

    private static void report(JobCore job, String name, Throwable failure) {
        LOG.log(Level.ERROR, () -> "the callback " + name + " of the job " + job + " failed", failure);
    }
}
