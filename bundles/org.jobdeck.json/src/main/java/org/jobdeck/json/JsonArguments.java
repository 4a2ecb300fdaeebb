package org.jobdeck.json;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes the members of an object out one by one and checks them (QEMU: the strict {@code QObjectInputVisitor}).
 *
 * <p>Ask for every member that is known, then call {@link #end()}, which complains about the others; readers of nested
 * objects are ended by their own {@code end}. Errors name a member by its path, like {@code actions[0].data.node}, and
 * have QEMU's texts. Belongs to one thread.
 */
public final class JsonArguments {
    private static final long UINT32_MASK = 0xFFFFFFFFL;

    private final JsonObject object;
    private final String prefix;
    private final Set<String> taken = new LinkedHashSet<>();

    private JsonArguments(JsonObject object, String prefix) {
        this.object = Objects.requireNonNull(object, "object");
        this.prefix = prefix;
    }

    /** A reader of an object whose members are named without a prefix. */
    public static JsonArguments of(JsonObject object) {
        return new JsonArguments(object, "");
    }

    /** How a member of a given name is read, mostly one of this class's methods. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads the member, which is there. */
        T read(String name) throws JsonException;
    }

    /** Whether there is a member of this name; does not take it. */
    public boolean has(String name) {
        return object.has(name);
    }

    /**
     * Reads a member if it is there, as in {@code arguments.optional("speed", arguments::integer)}.
     *
     * @throws JsonException if it is there and the reader refuses it
     */
    public <T> Optional<T> optional(String name, Reader<T> reader) throws JsonException {
        return has(name) ? Optional.of(reader.read(name)) : Optional.empty();
    }

    /**
     * Takes a member of any type.
     *
     * @throws JsonException {@code Parameter '%s' is missing}
     */
    public JsonValue any(String name) throws JsonException {
        taken.add(name);
        return object.get(name).orElseThrow(() -> ArgumentError.missing(path(name)));
    }

    /**
     * Takes a string.
     *
     * @throws JsonException if it is missing or {@code Invalid parameter type for '%s', expected: string}
     */
    public String string(String name) throws JsonException {
        return string(any(name), path(name));
    }

    /**
     * Takes a truth value.
     *
     * @throws JsonException if it is missing or {@code Invalid parameter type for '%s', expected: boolean}
     */
    public boolean bool(String name) throws JsonException {
        return typed(any(name), path(name), JsonBool.class, "boolean").value();
    }

    /**
     * Takes a whole number that fits a signed 64-bit integer.
     *
     * @throws JsonException if it is missing or {@code Invalid parameter type for '%s', expected: integer}; doubles and
     *     larger integers count as another type
     */
    public long integer(String name) throws JsonException {
        OptionalLong value = wholeNumber(any(name));
        return value.orElseThrow(() -> ArgumentError.wrongType(path(name), "integer"));
    }

    /**
     * Takes the 64 bits of a whole number, signed or unsigned; QEMU takes -1 for the largest unsigned one.
     *
     * @throws JsonException if it is missing or {@code Parameter '%s' expects uint64}
     */
    public long unsigned(String name) throws JsonException {
        return bits(name);
    }

    /**
     * Takes a whole number of 0 to 2^32-1.
     *
     * @throws JsonException if it is missing, {@code Parameter '%s' expects uint64} if it is no whole number, or
     *     {@code Parameter '%s' expects uint32_t}, without its path, if it is out of range
     */
    public long unsigned32(String name) throws JsonException {
        long value = bits(name);
        if ((value & UINT32_MASK) != value) {
            throw ArgumentError.expects(name, "uint32_t");
        }
        return value;
    }

    /**
     * Takes a number of any kind, rounded to a double.
     *
     * @throws JsonException if it is missing or {@code Invalid parameter type for '%s', expected: number}
     */
    public double number(String name) throws JsonException {
        return typed(any(name), path(name), JsonNumber.class, "number").doubleValue();
    }

    /**
     * Takes a string that stands for something.
     *
     * @param choices what a string stands for, empty for those that are not accepted
     * @throws JsonException if it is missing, no string, or {@code Parameter '%s' does not accept value '%s'}, which
     *     alone names the member without its path
     */
    public <T> T choice(String name, Function<String, Optional<T>> choices) throws JsonException {
        String value = string(name);
        return choices.apply(value).orElseThrow(() -> ArgumentError.notAccepted(name, value));
    }

    /**
     * Takes an object and gives a reader for it.
     *
     * @throws JsonException if it is missing or {@code Invalid parameter type for '%s', expected: object}
     */
    public JsonArguments object(String name) throws JsonException {
        return object(any(name), path(name));
    }

    /**
     * Takes an array of objects and gives a reader for each.
     *
     * @throws JsonException if it is missing, no array, or an element is no object
     */
    public List<JsonArguments> objects(String name) throws JsonException {
        return elements(name, JsonArguments::object);
    }

    /**
     * Takes an array of strings.
     *
     * @throws JsonException if it is missing, no array, or an element is no string
     */
    public List<String> strings(String name) throws JsonException {
        return elements(name, JsonArguments::string);
    }

    /** Takes all members that nobody has asked for, in their order. */
    public JsonObject rest() {
        JsonObject.Builder rest = JsonObject.builder();
        object.members().forEach((name, value) -> {
            if (taken.add(name)) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }

    /**
     * Checks that every member was taken.
     *
     * @throws JsonException {@code Parameter '%s' is unexpected}; of several, the one that QEMU would name
     */
    public void end() throws JsonException {
        Optional<String> left = Leftovers.first(object, taken);
        if (left.isPresent()) {
            throw ArgumentError.unexpected(path(left.get()));
        }
    }

    /** The name by which errors call a member, for checks that the caller makes itself. */
    public String path(String name) {
        return prefix + name;
    }

    private interface Element<T> {
        T read(JsonValue value, String path) throws JsonException;
    }

    private <T> List<T> elements(String name, Element<T> element) throws JsonException {
        List<T> read = new ArrayList<>();
        for (JsonValue value : typed(any(name), path(name), JsonArray.class, "array")) {
            read.add(element.read(value, path(name) + '[' + read.size() + ']'));
        }
        return List.copyOf(read);
    }

    private long bits(String name) throws JsonException {
        if (any(name) instanceof JsonNumber number && number.kind() != JsonNumber.Kind.DOUBLE) {
            return number.bits();
        }
        throw ArgumentError.expects(path(name), "uint64");
    }

    private static OptionalLong wholeNumber(JsonValue value) {
        return value instanceof JsonNumber number ? number.asLong() : OptionalLong.empty();
    }

    private static String string(JsonValue value, String path) throws JsonException {
        return typed(value, path, JsonString.class, "string").value();
    }

    private static JsonArguments object(JsonValue value, String path) throws JsonException {
        return new JsonArguments(typed(value, path, JsonObject.class, "object"), path + '.');
    }

    private static <T extends JsonValue> T typed(JsonValue value, String path, Class<T> type, String expected)
            throws JsonException {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw ArgumentError.wrongType(path, expected);
    }
}
