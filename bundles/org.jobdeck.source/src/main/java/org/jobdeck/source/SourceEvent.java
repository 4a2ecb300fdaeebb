package org.jobdeck.source;

import java.time.Instant;
import java.util.Objects;
import org.jobdeck.json.JsonObject;

/**
 * Something that a source told of by itself (QMP: an event).
 *
 * @param at when, by the source's own clock
 * @param name QMP's name of it, as in {@code JOB_STATUS_CHANGE}
 * @param data what comes with it; empty if nothing does
 */
public record SourceEvent(Instant at, String name, JsonObject data) {

    /** Refuses nulls. */
    public SourceEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
    }
}
