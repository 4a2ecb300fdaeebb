package org.jobdeck.job.monitor.histories;

/** One thing that a scripted body does. */
enum Act {
    PAUSE_POINT,
    /** Waits until somebody enters the job. */
    YIELD,
    SLEEP,
    /** Does something on a worker. */
    BLOCK,
    /** Does something on the main loop. */
    ON_MAIN,
    PROGRESS,
    /** Becomes ready; the second time nothing. */
    READY,
    /** Sleeps again and again until it is completed or cancelled. */
    WAIT_FOR_ORDER,
    /** Ends with a failure. */
    FAIL
}
