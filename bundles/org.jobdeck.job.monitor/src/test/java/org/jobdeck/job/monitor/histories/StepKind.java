package org.jobdeck.job.monitor.histories;

/** What a step asks for. */
enum StepKind {
    START,
    USER_PAUSE,
    USER_RESUME,
    SET_SPEED,
    CANCEL_SOFTLY,
    CANCEL_BY_FORCE,
    COMPLETE,
    FINALIZE,
    DISMISS,
    PAUSE,
    RESUME,
    /** The program's cancel, which asks no verb table. */
    CANCEL,
    CANCEL_SYNC,
    COMPLETE_SYNC,
    MOVE,
    /** Whoever issues the steps waits a little, so that bodies get on. */
    REST,
    /** From here on: steps of other threads than the main loop's. */
    ENTER,
    LIST,
    CHANGES,
    PROGRESS;

    boolean foreign() {
        return compareTo(ENTER) >= 0;
    }
}
