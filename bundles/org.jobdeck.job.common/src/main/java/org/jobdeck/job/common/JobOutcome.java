package org.jobdeck.job.common;

import org.jobdeck.loop.Errno;

/** How a job ended. */
public enum JobOutcome {
    /** Its work is done. */
    DONE,
    /** It failed. */
    FAILED,
    /** It was given up because somebody asked for that. */
    CANCELLED,
    /** Nobody saw how: whoever tells of it was not there. */
    UNKNOWN;

    /**
     * The outcome of a job that has ended or is being undone.
     *
     * @param result 0, or the negative error number
     * @param error why it failed, or null
     * @param forceCancelled whether it was cancelled by force
     */
    public static JobOutcome of(int result, String error, boolean forceCancelled) {
        if (result == 0 && error == null) {
            return forceCancelled ? CANCELLED : DONE;
        }
        return result == -Errno.ECANCELED.number() ? CANCELLED : FAILED;
    }
}
