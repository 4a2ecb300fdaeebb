package org.jobdeck.exploration;

/**
 * What must always hold. The first fourteen are those of docs/job-model.md section 2, in its order; the others say what
 * the rest of that page says of verbs, callbacks and waits.
 */
enum Rule {
    /** 1. */
    FORCE_IS_CANCEL("a job that is cancelled by force is cancelled"),
    /** 2. */
    LEGAL_MOVE("a job moves between states only as the table allows"),
    /** 3. */
    PAUSE_COUNT("the pause count is what was asked for and not taken back"),
    /** 4. */
    ENTERED_AT_REST("only a body that waits is entered, and whoever enters it makes the job busy"),
    /** 5. */
    BUSY_WHEN_RUNNING("the job is busy while its body runs"),
    /** 6. */
    LAST_REFERENCE("a job that is freed is null, has no timer and no transaction"),
    /** 7. */
    STARTED_ONCE("a body is run once"),
    /** 8. */
    EARLY_FAIL("only a job that was not started fails early"),
    /** 9. */
    FINALIZED_WHEN_COMPLETED("only a completed job is finalized"),
    /** 10. */
    ALL_OR_NOTHING("a transaction succeeds or fails as a whole"),
    /** 11. */
    USER_PAUSE_COUNTS("a user's pause is counted"),
    /** 12. */
    LOCK_IS_FREE("the lock is free in callbacks and while a body waits"),
    /** 13. */
    RIGHT_THREAD("a callback runs with the baton of its loop"),
    /** 14. */
    RESULT_WITH_TEXT("a result and its text are published together"),
    /** A token while the lock is dropped, and after. */
    TOKEN_VOID("a token is void while the lock is dropped, and good again after that"),
    /** Anything thrown. */
    NO_FAILURE("nothing in the core fails"),
    /** Waits, enters and kicks. */
    NOBODY_WAITS_FOR_EVER("nobody waits for what will not come"),
    /** The order of the callbacks at the end. */
    ENDS_IN_ORDER("commit or abort, then clean, then the result, each once"),
    /** Busy while it is finalized. */
    IDLE_AT_THE_END("a job that is finalized is not busy: drains of its own callbacks do not wait for it"),
    /** Status, paused and busy. */
    REST_AGREES("status, paused and busy agree"),
    /** Sleep timers. */
    SLEEP_IS_KEPT("a sleeping body is woken by its time or by somebody who may"),
    /** Cancel of a paused job. */
    CANCEL_UNPAUSES("a cancelled job is not paused by its user"),
    /** Complete of a cancelled job. */
    NO_COMPLETE_AFTER_CANCEL("a job that is being cancelled is not completed"),
    /** Soft cancel of a body that has ended. */
    NO_LATE_SOFT_CANCEL("a soft cancel has nothing to say to a body that has ended"),
    /** After everything was cancelled. */
    ALL_ENDS("once all is cancelled every job is gone and nothing leaks");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
