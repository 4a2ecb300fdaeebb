package org.jobdeck.job.common;

import java.time.Instant;
import java.util.Objects;

/**
 * The end of a job that is there no more.
 *
 * @param key which job
 * @param outcome how it ended
 * @param error why it failed, or null
 * @param at when it was gone, or when that was noticed
 */
public record JobEnding(JobKey key, JobOutcome outcome, String error, Instant at) {

    /** Refuses nulls but for the error. */
    public JobEnding {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
    }
}
