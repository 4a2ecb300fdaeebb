package org.jobdeck.block;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/** Turns values of the monitor protocol into those of {@link NodeOptions}. */
final class JsonOptions {

    private JsonOptions() {}

    /** The members by name, in their order; the map can be changed. */
    static Map<String, Object> of(JsonObject object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (!(value instanceof JsonNull)) {
                values.put(name, of(value));
            }
        });
        return values;
    }

    private static Object of(JsonValue value) {
        return switch (value) {
            case JsonObject object -> of(object);
            case JsonArray array -> array.items().stream().map(JsonOptions::of).toList();
            case JsonString string -> string.value();
            // a number beyond 63 bits is checked by whoever uses it, by its sign
            case JsonNumber number -> number.bits();
            case JsonBool bool -> bool.value();
            case JsonNull _ -> throw new IllegalArgumentException("no option can be null");
        };
    }
}
