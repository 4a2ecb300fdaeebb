package org.jobdeck.ui.model;

import java.time.Instant;
import org.jobdeck.job.common.JobStatus;

/**
 * A state that a job was seen in.
 *
 * @param status the state
 * @param since when it came into it
 */
public record StateEntry(JobStatus status, Instant since) {}
