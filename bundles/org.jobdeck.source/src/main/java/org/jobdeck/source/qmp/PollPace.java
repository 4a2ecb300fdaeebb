package org.jobdeck.source.qmp;

/**
 * Whether jobs are to be asked for in this second. Those that run are asked for in every one. Where jobs are only ready
 * or aborting, and have not changed for some seconds, every fifth is enough: a copy of a disk to which nobody writes may
 * stay ready for weeks. Belongs to the selector thread.
 */
final class PollPace {

    /** After so many seconds without a change, only one in so many is used. */
    static final int QUIET_SECONDS = 5;

    private long version = -1;
    private int quiet;

    /** Called once a second. */
    boolean isDue(JobBook book) {
        if (version != book.version()) {
            version = book.version();
            quiet = 0;
        } else {
            quiet++;
        }
        return book.isRunning() || book.isMoving() && (quiet < QUIET_SECONDS || quiet % QUIET_SECONDS == 0);
    }
}
