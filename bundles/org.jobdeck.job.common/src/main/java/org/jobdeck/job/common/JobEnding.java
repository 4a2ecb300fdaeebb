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
 * @param last the job as it was last, for those who have missed that, or null if the teller does not know
 */
public record JobEnding(JobKey key, JobOutcome outcome, String error, Instant at, JobSnapshot last) {

    /** Refuses nulls but for the error and the last snapshot. */
    public JobEnding {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
    }

    /** The end of a job of which nothing else is told. */
    public JobEnding(JobKey key, JobOutcome outcome, String error, Instant at) {
        this(key, outcome, error, at, null);
    }
}
