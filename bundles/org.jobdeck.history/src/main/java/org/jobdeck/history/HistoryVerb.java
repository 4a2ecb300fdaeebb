package org.jobdeck.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jobdeck.source.VerbOutcome;

/**
 * A verb that the user of this program asked for.
 *
 * @param verb what was asked for, as in "cancel" or "set-speed 1048576"
 * @param at when
 * @param latency how long the answer took; null while there is none
 * @param outcome the answer; null while there is none
 */
public record HistoryVerb(String verb, Instant at, Duration latency, VerbOutcome outcome) {

    /** Refuses nulls but for what comes with the answer. */
    public HistoryVerb {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(at, "at");
    }

    /** Whether the other is the same request, answered or not. */
    boolean isSameAs(HistoryVerb other) {
        return verb.equals(other.verb) && at.equals(other.at);
    }
}
