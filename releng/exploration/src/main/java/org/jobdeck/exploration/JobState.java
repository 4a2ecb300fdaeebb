package org.jobdeck.exploration;

import org.jobdeck.job.common.JobStatus;

/**
 * The guarded fields of a job at an instant at which nobody has the lock.
 *
 * @param timerAt when the sleep timer is due, or -1 if none is pending
 * @param inTxn whether it is a member of a transaction
 * @param started whether there is a coroutine
 * @param scheduled whether the coroutine was entered and has not run since
 */
record JobState(
        JobStatus status,
        int references,
        int pauseCount,
        boolean busy,
        boolean paused,
        boolean userPaused,
        boolean cancelled,
        boolean forceCancelled,
        boolean deferred,
        int result,
        String error,
        long timerAt,
        boolean inTxn,
        boolean started,
        boolean scheduled,
        long speed) {

    /** Whether the body has ended or will never run. */
    boolean completed() {
        return status.isCompleted();
    }

    void addTo(Fingerprint print, long now) {
        long flags = (busy ? 1 : 0)
                | (paused ? 2 : 0)
                | (userPaused ? 4 : 0)
                | (cancelled ? 8 : 0)
                | (forceCancelled ? 16 : 0)
                | (deferred ? 32 : 0)
                | (inTxn ? 64 : 0)
                | (started ? 128 : 0)
                | (scheduled ? 256 : 0);
        print.add(status.ordinal())
                .add(references)
                .add(pauseCount)
                .add(flags)
                .add(result)
                .add(error)
                .add(timerAt < 0 ? -1 : Math.max(0, timerAt - now))
                .add(speed);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(status.qmpName());
        append(text, busy, " busy");
        append(text, paused, " paused");
        append(text, pauseCount > 0, " pauses=" + pauseCount);
        append(text, userPaused, " user-paused");
        append(text, cancelled, forceCancelled ? " cancelled-by-force" : " cancelled");
        append(text, deferred, " deferred");
        append(text, timerAt >= 0, " timer");
        append(text, result != 0, " result=" + result);
        append(text, scheduled, " entered");
        return text.toString();
    }

    private static void append(StringBuilder text, boolean condition, String what) {
        if (condition) {
            text.append(what);
        }
    }
}
