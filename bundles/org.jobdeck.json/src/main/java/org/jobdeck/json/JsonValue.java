package org.jobdeck.json;

/**
 * One immutable JSON value (QEMU: {@code QObject}).
 *
 * <p>{@link Object#toString()} of every value is its compact text with members in the order in which they were put in.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBool, JsonNull {

    /** The value's compact text: one line, ASCII, {@code ", "} and {@code ": "} between the parts. */
    default String toJson() {
        return JsonWriter.compact().write(this);
    }

    /**
     * The value that stands for a Java object: null, an existing value, a string, a boolean or a number.
     *
     * @throws IllegalArgumentException for any other type of object
     */
    static JsonValue of(Object object) {
        return switch (object) {
            case null -> JsonNull.NULL;
            case JsonValue value -> value;
            case CharSequence text -> new JsonString(text.toString());
            case Boolean bool -> JsonBool.of(bool);
            case Integer number -> JsonNumber.of(number.longValue());
            case Long number -> JsonNumber.of(number.longValue());
            case Short number -> JsonNumber.of(number.longValue());
            case Byte number -> JsonNumber.of(number.longValue());
            case Double number -> JsonNumber.of(number.doubleValue());
            case Float number -> JsonNumber.of(number.doubleValue());
            default ->
                throw new IllegalArgumentException("A JSON value was asked for an object of "
                        + object.getClass().getName() + ", which has none; pass a string, number, boolean or value.");
        };
    }
}
