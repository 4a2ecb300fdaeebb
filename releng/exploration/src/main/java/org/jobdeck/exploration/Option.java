package org.jobdeck.exploration;

import java.util.function.Supplier;

/**
 * What can happen next.
 *
 * @param actor who goes on, or null if only time does
 * @param order what the actor is told to do; null if it just goes on from where it stopped
 * @param kind what that is, as a number that is the same in every execution
 * @param text for the trace
 */
record Option(Actor actor, Runnable order, Kind kind, Supplier<String> text) {

    /** Kinds of what can happen. */
    enum Kind {
        /** An actor goes on. */
        GO_ON,
        /** The main loop runs one iteration. */
        POLL,
        /** The clock moves to the next timer. */
        TIME,
        /** A job is started or failed early. */
        START,
        /** The main loop's thread uses a verb. */
        VERB,
        /** The foreign thread does something. */
        FOREIGN,
        /** No more orders: everything is brought to its end. */
        WIND_UP
    }
}
