package org.jobdeck.history;

import java.time.Instant;
import java.util.Objects;
import org.jobdeck.job.common.JobStatus;

/**
 * A state that a job was seen in; it lasted until the next.
 *
 * @param status the state; {@link JobStatus#NULL} is the end
 * @param since when it came into it
 */
public record HistoryState(JobStatus status, Instant since) {

    /** Refuses nulls. */
    public HistoryState {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(since, "since");
    }
}
