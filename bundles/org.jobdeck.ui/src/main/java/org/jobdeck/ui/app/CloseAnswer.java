package org.jobdeck.ui.app;

/** What a user can wish who closes the window while jobs of its own engine are not over. */
enum CloseAnswer {
    /** The window closes when they have ended. */
    WAIT,
    /** They are given up, and then the window closes. */
    CANCEL,
    /** Nothing happens. */
    STAY
}
