package org.jobdeck.qmp.schema;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jobdeck.json.ArgumentError;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.Leftovers;

/** An object that is being gone over: first the members it always has, then those of the branch that they choose. */
final class ObjectLevel implements VisitLevel {
    private final TypeTable types;
    private final Place.IndexStyle style;
    private final JsonObject object;
    private final Place whole;
    private final JsonObject.Builder read = JsonObject.builder();
    private final List<String> taken;
    private Optional<ObjectType.Choice> choice;
    private Iterator<Member> members;
    private Member current;
    private String chosen;

    ObjectLevel(TypeTable types, Place.IndexStyle style, ObjectType type, JsonObject object, Place whole) {
        this.types = types;
        this.style = style;
        this.object = object;
        this.whole = whole;
        this.taken = new ArrayList<>(object.size());
        begin(type);
    }

    private void begin(ObjectType type) {
        choice = type.choice();
        members = type.members().iterator();
    }

    @Override
    public boolean advance() throws JsonException {
        while (true) {
            while (members.hasNext()) {
                current = members.next();
                if (object.has(current.name())) {
                    taken.add(current.name());
                    return true;
                }
                if (!current.optional()) {
                    throw ArgumentError.missing(place().path(style));
                }
            }
            if (choice.isEmpty()) {
                return false;
            }
            begin(types.object(choice.get().branches().get(chosen)));
        }
    }

    @Override
    public String typeName() {
        return current.type();
    }

    @Override
    public JsonValue value() {
        return object.get(current.name()).orElseThrow();
    }

    @Override
    public Place place() {
        return whole.member(current.name());
    }

    @Override
    public void put(JsonValue value) {
        read.put(current.name(), value);
        if (choice.isPresent() && choice.get().tag().equals(current.name())) {
            chosen = ((JsonString) value).value();
        }
    }

    @Override
    public JsonValue end() throws JsonException {
        Optional<String> left = Leftovers.first(object, taken);
        if (left.isPresent()) {
            throw ArgumentError.unexpected(whole.member(left.get()).path(style));
        }
        return read.build();
    }
}
