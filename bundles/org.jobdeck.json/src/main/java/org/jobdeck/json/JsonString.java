package org.jobdeck.json;

import java.util.Objects;

/**
 * A JSON string (QEMU: {@code QString}).
 *
 * @param value the characters, unescaped; unpaired surrogates are allowed here and are written as U+FFFD
 */
public record JsonString(String value) implements JsonValue {

    /** Refuses null; {@link JsonNull} is JSON's null. */
    public JsonString {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return toJson();
    }
}
