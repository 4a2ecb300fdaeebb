package org.jobdeck.qmp.client;

import java.time.Duration;
import java.util.Objects;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * A command to send.
 *
 * @param command its name
 * @param arguments its arguments; an empty object is left out of the message
 * @param outOfBand whether it is to overtake others, which the server must have offered
 * @param limit how long its reply may take, from when it is asked for
 */
public record QmpRequest(String command, JsonObject arguments, boolean outOfBand, Duration limit) {

    /** How long a reply may take where nothing else is said. */
    public static final Duration STANDARD_LIMIT = Duration.ofSeconds(30);

    /** Refuses nulls. */
    public QmpRequest {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(limit, "limit");
    }

    /** A command without arguments. */
    public static QmpRequest of(String command) {
        return of(command, JsonObject.empty());
    }

    /** A command with arguments. */
    public static QmpRequest of(String command, JsonObject arguments) {
        return new QmpRequest(command, arguments, false, STANDARD_LIMIT);
    }

    /** The same command ahead of others. */
    public QmpRequest overtaking() {
        return new QmpRequest(command, arguments, true, limit);
    }

    /** The same command with another time for its reply. */
    public QmpRequest within(Duration time) {
        return new QmpRequest(command, arguments, outOfBand, time);
    }

    /** The message with a number as its id. */
    public JsonObject toJson(long id) {
        return toJson(JsonNumber.of(id));
    }

    /** The message with any id. */
    JsonObject toJson(JsonValue id) {
        JsonObject.Builder message = JsonObject.builder().put(outOfBand ? "exec-oob" : "execute", command);
        if (!arguments.isEmpty()) {
            message.put("arguments", arguments);
        }
        return message.put("id", id).build();
    }
}
