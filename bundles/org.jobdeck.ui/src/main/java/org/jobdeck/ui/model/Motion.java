package org.jobdeck.ui.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What follows from having watched a job's progress.
 *
 * @param lastProgress when it was seen to come on last; empty if that was not seen yet
 * @param stalled whether it is at work and has not come on for longer than the user's patience
 * @param trend what becomes of the work that is left
 */
public record Motion(Optional<Instant> lastProgress, boolean stalled, Trend trend) {

    /** Nothing was seen yet. */
    public static final Motion NONE = new Motion(Optional.empty(), false, Trend.STEADY);

    /** What becomes of the work that is left. */
    public enum Trend {
        /** There is as much in all as there was. */
        STEADY,
        /** There is more in all, and less is left all the same. */
        GROWING,
        /** The job comes on, but no less is left than before: what it copies is changed faster. */
        DIVERGING
    }
}
