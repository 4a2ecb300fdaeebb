package org.jobdeck.qmp;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jobdeck.json.JsonObject;

/**
 * An event as it goes over the wire.
 *
 * @param name its name, as in {@code JOB_STATUS_CHANGE}
 * @param data its members; empty for an event that has none
 * @param at when it happened
 */
public record QmpEvent(String name, Optional<JsonObject> data, Instant at) {

    private static final int NANOS_A_MICRO = 1000;

    /** Refuses nulls. */
    public QmpEvent {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(at, "at");
    }

    /** The message. */
    public JsonObject toJson() {
        JsonObject timestamp = JsonObject.builder()
                .put("seconds", at.getEpochSecond())
                .put("microseconds", at.getNano() / NANOS_A_MICRO)
                .build();
        return JsonObject.builder()
                .put("timestamp", timestamp)
                .put("event", name)
                .putIfPresent("data", data)
                .build();
    }
}
