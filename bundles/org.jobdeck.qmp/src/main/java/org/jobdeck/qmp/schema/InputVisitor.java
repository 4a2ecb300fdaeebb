package org.jobdeck.qmp.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.Leftovers;

/**
 * Goes over a value along its type and stops at the first thing that is wrong (QEMU: the visit functions made for each
 * type, on the strict input visitor). Immutable, any thread.
 */
final class InputVisitor {
    private final TypeTable types;
    private final ScalarReader scalars;

    InputVisitor(TypeTable types, ScalarReader scalars) {
        this.types = types;
        this.scalars = scalars;
    }

    /**
     * The object with its members as JSON has them, in the order of the schema.
     *
     * @throws JsonException with QEMU's text for what is wrong first
     */
    JsonObject object(ObjectType type, JsonObject value) throws JsonException {
        return object(type, value, Place.ROOT);
    }

    private JsonObject object(ObjectType type, JsonValue value, Place place) throws JsonException {
        if (!(value instanceof JsonObject object)) {
            throw ArgumentError.wrongType(scalars.path(place), "object");
        }
        JsonObject.Builder read = JsonObject.builder();
        List<String> taken = new ArrayList<>(object.size());
        members(type, object, place, read, taken);
        Optional<String> left = Leftovers.first(object, taken);
        if (left.isPresent()) {
            throw ArgumentError.unexpected(scalars.path(place.member(left.get())));
        }
        return read.build();
    }

    private void members(ObjectType type, JsonObject object, Place place, JsonObject.Builder read, List<String> taken)
            throws JsonException {
        String chosen = null;
        for (Member member : type.members()) {
            Optional<JsonValue> value = object.get(member.name());
            Place at = place.member(member.name());
            if (value.isPresent()) {
                taken.add(member.name());
                JsonValue typed = value(types.get(member.type()), value.get(), at);
                read.put(member.name(), typed);
                if (type.choice().isPresent() && type.choice().get().tag().equals(member.name())) {
                    chosen = ((JsonString) typed).value();
                }
            } else if (!member.optional()) {
                throw ArgumentError.missing(scalars.path(at));
            }
        }
        if (type.choice().isPresent()) {
            members(types.object(type.choice().get().branches().get(chosen)), object, place, read, taken);
        }
    }

    private JsonValue value(SchemaType type, JsonValue value, Place place) throws JsonException {
        return switch (type) {
            case BuiltinType builtin -> scalars.read(builtin, value, place);
            case EnumType choice -> choice(choice, value, place);
            case ArrayType array -> array(array, value, place);
            case ObjectType object -> object(object, value, place);
            case AlternateType alternate -> alternate(alternate, value, place);
        };
    }

    private JsonValue choice(EnumType type, JsonValue value, Place place) throws JsonException {
        JsonString text = (JsonString) scalars.read(BuiltinType.STR, value, place);
        if (!type.values().containsKey(text.value())) {
            throw ArgumentError.notAccepted(ScalarReader.bareName(place), text.value());
        }
        return text;
    }

    private JsonArray array(ArrayType type, JsonValue value, Place place) throws JsonException {
        if (!(value instanceof JsonArray array)) {
            throw ArgumentError.wrongType(scalars.path(place), "array");
        }
        SchemaType element = types.get(type.element());
        List<JsonValue> read = new ArrayList<>(array.size());
        for (JsonValue item : array) {
            read.add(value(element, item, place.element(read.size())));
        }
        return new JsonArray(read);
    }

    private JsonValue alternate(AlternateType type, JsonValue value, Place place) throws JsonException {
        String branch = type.branches().get(value.getClass());
        if (branch == null) {
            throw ArgumentError.wrongType(ScalarReader.bareName(place), type.name());
        }
        return value(types.get(branch), value, place);
    }
}
