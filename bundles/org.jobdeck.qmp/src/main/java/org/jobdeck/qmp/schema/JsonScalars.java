package org.jobdeck.qmp.schema;

import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/** Values as they stand in JSON. */
final class JsonScalars implements ScalarReader {
    private static final String UNSIGNED = "uint64";
    private static final String SIGNED = "integer";

    @Override
    public Place.IndexStyle indexStyle() {
        return Place.IndexStyle.BRACKETS;
    }

    @Override
    public JsonValue read(BuiltinType type, JsonValue value, Place place) throws JsonException {
        switch (type) {
            case STR -> require(value instanceof JsonString, type, place);
            case BOOL -> require(value instanceof JsonBool, type, place);
            case NUMBER -> require(value instanceof JsonNumber, type, place);
            case NULL -> require(value instanceof JsonNull, type, place);
            case ANY -> {
                // everything is
            }
            default -> requireWhole(type, value, place);
        }
        return value;
    }

    private void require(boolean fits, BuiltinType type, Place place) throws JsonException {
        if (!fits) {
            throw ArgumentError.wrongType(path(place), type.jsonType());
        }
    }

    /** Negative numbers pass for large unsigned ones, as they always have. */
    private void requireWhole(BuiltinType type, JsonValue value, Place place) throws JsonException {
        boolean whole = value instanceof JsonNumber number
                && (type.isUnsigned()
                        ? number.kind() != JsonNumber.Kind.DOUBLE
                        : number.kind() == JsonNumber.Kind.SIGNED);
        if (!whole) {
            throw type.isUnsigned()
                    ? ArgumentError.expects(path(place), UNSIGNED)
                    : ArgumentError.wrongType(path(place), SIGNED);
        }
        ScalarReader.requireRange(type, ((JsonNumber) value).bits(), place);
    }
}
