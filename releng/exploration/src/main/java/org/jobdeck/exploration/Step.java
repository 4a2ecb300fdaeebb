package org.jobdeck.exploration;

/** What a body does next. */
enum Step {
    /** A pause point. */
    PAUSE_POINT,
    /** A sleep of as many seconds as the step's number, so that no two timers of a body are due at the same time. */
    SLEEP,
    /** Waits to be entered. */
    YIELD,
    /** Becomes ready, or not; if so, looks every second whether it is to complete or is cancelled. */
    READY
}
