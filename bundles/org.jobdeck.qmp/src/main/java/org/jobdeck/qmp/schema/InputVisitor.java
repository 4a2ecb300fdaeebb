package org.jobdeck.qmp.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/**
 * Goes over a value along its type and stops at the first thing that is wrong (QEMU: the visit functions made for each
 * type, on the strict input visitor). Immutable, any thread.
 *
 * <p>It keeps the objects and lists it is in by itself and does not call itself for each, so that a value as deep as JSON
 * may be needs no large stack.
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
        Deque<VisitLevel> open = new ArrayDeque<>();
        open.push(level(type, value, Place.ROOT));
        while (true) {
            VisitLevel level = open.element();
            if (level.advance()) {
                visit(types.get(level.typeName()), level, open);
            } else {
                JsonValue read = level.end();
                open.remove();
                if (open.isEmpty()) {
                    return (JsonObject) read;
                }
                open.element().put(read);
            }
        }
    }

    /** Reads the current value of a level, or opens a level of its own for it. */
    private void visit(SchemaType type, VisitLevel level, Deque<VisitLevel> open) throws JsonException {
        JsonValue value = level.value();
        Place place = level.place();
        switch (type) {
            case BuiltinType builtin -> level.put(scalars.read(builtin, value, place));
            case EnumType choice -> level.put(choice(choice, value, place));
            case ArrayType array -> open.push(level(array, value, place));
            case ObjectType object -> open.push(level(object, value, place));
            case AlternateType alternate -> visit(branch(alternate, value, place), level, open);
        }
    }

    private VisitLevel level(ObjectType type, JsonValue value, Place place) throws JsonException {
        if (value instanceof JsonObject object) {
            return new ObjectLevel(types, scalars.indexStyle(), type, object, place);
        }
        throw ArgumentError.wrongType(scalars.path(place), "object");
    }

    private VisitLevel level(ArrayType type, JsonValue value, Place place) throws JsonException {
        if (value instanceof JsonArray array) {
            return new ArrayLevel(type, array, place);
        }
        throw ArgumentError.wrongType(scalars.path(place), "array");
    }

    private JsonValue choice(EnumType type, JsonValue value, Place place) throws JsonException {
        JsonString text = (JsonString) scalars.read(BuiltinType.STR, value, place);
        if (!type.values().containsKey(text.value())) {
            throw ArgumentError.notAccepted(ScalarReader.bareName(place), text.value());
        }
        return text;
    }

    private SchemaType branch(AlternateType type, JsonValue value, Place place) throws JsonException {
        String branch = type.branches().get(value.getClass());
        if (branch == null) {
            throw ArgumentError.wrongType(ScalarReader.bareName(place), type.name());
        }
        return types.get(branch);
    }
}
