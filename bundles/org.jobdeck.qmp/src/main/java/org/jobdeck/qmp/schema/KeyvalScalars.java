package org.jobdeck.qmp.schema;

import java.util.OptionalLong;
import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.keyval.OptionValues;

/** Values as text, from the command line (QEMU: the keyval variant of the input visitor). */
final class KeyvalScalars implements ScalarReader {

    @Override
    public Place.IndexStyle indexStyle() {
        return Place.IndexStyle.DOTS;
    }

    @Override
    public JsonValue read(BuiltinType type, JsonValue value, Place place) throws JsonException {
        if (type == BuiltinType.ANY) {
            return value;
        }
        if (type == BuiltinType.NULL) {
            throw ArgumentError.wrongType(path(place), type.jsonType());
        }
        if (!(value instanceof JsonString string)) {
            throw new JsonException("Parameters '" + path(place) + ".*' are unexpected");
        }
        String text = string.value();
        return switch (type) {
            case STR -> string;
            case BOOL -> OptionValues.bool(text).map(JsonBool::of).orElseThrow(() -> expects(place, "'on' or 'off'"));
            case NUMBER -> OptionValues.real(text).map(JsonNumber::of).orElseThrow(() -> expects(place, "number"));
            case SIZE -> JsonNumber.ofUnsigned(OptionValues.size(text).orElseThrow(() -> expects(place, "size")));
            default -> whole(type, text, place);
        };
    }

    private JsonValue whole(BuiltinType type, String text, Place place) throws JsonException {
        OptionalLong found = type.isUnsigned() ? OptionValues.unsigned(text) : OptionValues.signed(text);
        long bits = found.orElseThrow(() -> expects(place, "integer"));
        ScalarReader.requireRange(type, bits, place);
        return type.isUnsigned() ? JsonNumber.ofUnsigned(bits) : JsonNumber.of(bits);
    }

    private JsonException expects(Place place, String expected) {
        return ArgumentError.expects(path(place), expected);
    }
}
