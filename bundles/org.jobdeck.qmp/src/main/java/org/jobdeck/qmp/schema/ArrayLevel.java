package org.jobdeck.qmp.schema;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonValue;

/** A list that is being gone over. */
final class ArrayLevel implements VisitLevel {
    private final ArrayType type;
    private final JsonArray array;
    private final Place whole;
    private final List<JsonValue> read;
    private int position = -1;

    ArrayLevel(ArrayType type, JsonArray array, Place whole) {
        this.type = type;
        this.array = array;
        this.whole = whole;
        this.read = new ArrayList<>(array.size());
    }

    @Override
    public boolean advance() {
        return ++position < array.size();
    }

    @Override
    public String typeName() {
        return type.element();
    }

    @Override
    public JsonValue value() {
        return array.get(position);
    }

    @Override
    public Place place() {
        return whole.element(position);
    }

    @Override
    public void put(JsonValue value) {
        read.add(value);
    }

    @Override
    public JsonValue end() {
        return new JsonArray(read);
    }
}
