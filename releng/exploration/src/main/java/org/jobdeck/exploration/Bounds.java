package org.jobdeck.exploration;

import java.time.Duration;

/**
 * Where a search ends if it has not tried everything before.
 *
 * @param switches how often in an execution an actor may be interrupted that could go on; the search begins with none
 * @param time how long it may take in all
 */
record Bounds(int switches, Duration time) {

    /** No limit but that of time. */
    static Bounds ofTime(Duration time) {
        return new Bounds(Integer.MAX_VALUE, time);
    }
}
