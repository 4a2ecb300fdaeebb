package org.jobdeck.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON object (QEMU: {@code QDict}).
 *
 * <p>The members keep the order in which they were put in; the writer may choose another one. Equality does not look at
 * the order.
 *
 * @param members the values by name, unmodifiable, in order of insertion
 */
public record JsonObject(Map<String, JsonValue> members) implements JsonValue {

    /** Copies the map; refuses null names and null values, for which there is {@link JsonNull}. */
    public JsonObject {
        Map<String, JsonValue> copy = new LinkedHashMap<>(members);
        copy.forEach((name, value) -> {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, name);
        });
        members = Collections.unmodifiableMap(copy);
    }

    /** The object without members. */
    public static JsonObject empty() {
        return new JsonObject(Map.of());
    }

    /** An object with one member whose value is the JSON form of an object, see {@link JsonValue#of}. */
    public static JsonObject of(String name, Object value) {
        return builder().put(name, value).build();
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of members. */
    public int size() {
        return members.size();
    }

    /** Whether there is no member. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether there is a member of this name, be it {@code null}. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member of this name, if there is one. */
    public Optional<JsonValue> get(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The member of this name if there is one and it is of this type. */
    public <T extends JsonValue> Optional<T> get(String name, Class<T> type) {
        return get(name).filter(type::isInstance).map(type::cast);
    }

    /** The characters of the member of this name if it is a string. */
    public Optional<String> string(String name) {
        return get(name, JsonString.class).map(JsonString::value);
    }

    /** The member of this name if it is an object. */
    public Optional<JsonObject> object(String name) {
        return get(name, JsonObject.class);
    }

    /** The member of this name if it is an array. */
    public Optional<JsonArray> array(String name) {
        return get(name, JsonArray.class);
    }

    /** The member of this name if it is a number that fits a signed 64-bit integer. */
    public Optional<Long> integer(String name) {
        return get(name, JsonNumber.class)
                .map(JsonNumber::asLong)
                .flatMap(value -> value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty());
    }

    /** The member of this name if it is a truth value. */
    public Optional<Boolean> bool(String name) {
        return get(name, JsonBool.class).map(JsonBool::value);
    }

    /** A builder that starts with the members of this object. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.members.putAll(members);
        return builder;
    }

    @Override
    public String toString() {
        return toJson();
    }

    /** Collects members; used by one thread at a time, may be built from more than once. */
    public static final class Builder {
        private final Map<String, JsonValue> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Puts a member; an existing one of this name keeps its place and gets the new value.
         *
         * @throws IllegalArgumentException if the object has no JSON form, see {@link JsonValue#of}
         */
        public Builder put(String name, Object value) {
            members.put(Objects.requireNonNull(name, "name"), JsonValue.of(value));
            return this;
        }

        /** Puts a member if the value is there; leaves the builder as it is otherwise. */
        public Builder putIfPresent(String name, Optional<?> value) {
            value.ifPresent(present -> put(name, present));
            return this;
        }

        /** Puts all members of an object, in its order. */
        public Builder putAll(JsonObject object) {
            members.putAll(object.members());
            return this;
        }

        /** Takes a member away; does nothing if there is none of this name. */
        public Builder remove(String name) {
            members.remove(name);
            return this;
        }

        /** The object of what was put so far. */
        public JsonObject build() {
            return new JsonObject(members);
        }
    }
}
