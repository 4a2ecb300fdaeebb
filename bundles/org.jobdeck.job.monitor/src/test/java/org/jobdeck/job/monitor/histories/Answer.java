package org.jobdeck.job.monitor.histories;

/** What a driver says when it is asked whether a cancel is by force. */
enum Answer {
    ALWAYS_FORCE,
    AS_ASKED,
    /** As asked, but by force as long as the job is not ready. */
    FORCE_UNLESS_READY;

    boolean to(boolean force, boolean ready) {
        return switch (this) {
            case ALWAYS_FORCE -> true;
            case AS_ASKED -> force;
            case FORCE_UNLESS_READY -> force || !ready;
        };
    }
}
