package org.jobdeck.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * A JSON array (QEMU: {@code QList}).
 *
 * @param items the values in order, unmodifiable
 */
public record JsonArray(List<JsonValue> items) implements JsonValue, Iterable<JsonValue> {

    /** Copies the list; refuses null elements, for which there is {@link JsonNull}. */
    public JsonArray {
        items = List.copyOf(items);
    }

    /**
     * An array of the given objects, each turned by {@link JsonValue#of}.
     *
     * @throws IllegalArgumentException if an object has no JSON form
     */
    public static JsonArray of(Object... objects) {
        return new JsonArray(Arrays.stream(objects).map(JsonValue::of).toList());
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of elements. */
    public int size() {
        return items.size();
    }

    /** Whether there is no element. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /**
     * The element at a position counted from 0.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public JsonValue get(int index) {
        return items.get(index);
    }

    @Override
    public Iterator<JsonValue> iterator() {
        return items.iterator();
    }

    @Override
    public String toString() {
        return toJson();
    }

    /** Collects elements; used by one thread at a time, may be built from more than once. */
    public static final class Builder {
        private final List<JsonValue> items = new ArrayList<>();

        private Builder() {}

        /**
         * Appends the JSON form of an object, see {@link JsonValue#of}.
         *
         * @throws IllegalArgumentException if it has none
         */
        public Builder add(Object object) {
            items.add(JsonValue.of(object));
            return this;
        }

        /** Appends the JSON form of each of the objects. */
        public Builder addAll(Iterable<?> objects) {
            objects.forEach(this::add);
            return this;
        }

        /** The array of what was added so far. */
        public JsonArray build() {
            return new JsonArray(items);
        }
    }
}
