package org.jobdeck.history;

import org.jobdeck.job.common.JobOutcome;

/** How a job of the history ended, as far as that is known. */
public enum HistoryOutcome {
    /** It is watched now. */
    RUNNING("running"),
    /** It went on when Jobdeck was closed or detached. */
    LEFT("left running"),
    /** Its work is done. */
    DONE("done"),
    /** It failed. */
    FAILED("failed"),
    /** It was given up because somebody asked for that. */
    CANCELLED("cancelled"),
    /** It ended when nobody was there to see how. */
    UNKNOWN("outcome unknown"),
    /** It ran in this program's own engine and ended with it. */
    INTERRUPTED("interrupted");

    private final String words;

    HistoryOutcome(String words) {
        this.words = words;
    }

    /** The outcome in a few words, as in "cancelled". */
    public String words() {
        return words;
    }

    /** Whether there may be more to come. */
    public boolean isOpen() {
        return this == RUNNING || this == LEFT;
    }

    /** The same as a source tells it. */
    public static HistoryOutcome of(JobOutcome outcome) {
        return switch (outcome) {
            case DONE -> DONE;
            case FAILED -> FAILED;
            case CANCELLED -> CANCELLED;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
