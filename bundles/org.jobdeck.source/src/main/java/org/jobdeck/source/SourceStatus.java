package org.jobdeck.source;

import java.time.Instant;
import java.util.Objects;

/**
 * How a source is.
 *
 * @param state in one word
 * @param remark what there is to say about it, a sentence or more; empty if nothing
 * @param since when it came into this state; where it does not answer, when it was heard last
 */
public record SourceStatus(SourceState state, String remark, Instant since) {

    /** Refuses nulls. */
    public SourceStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(remark, "remark");
        Objects.requireNonNull(since, "since");
    }
}
