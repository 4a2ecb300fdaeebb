package org.jobdeck.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;

/**
 * The options of a node while it is opened. Every option must be asked for by the driver or the graph: what nobody asked
 * for is refused. Used by one thread.
 */
public final class NodeOptions {

    static final String READ_ONLY = "read-only";

    private final Map<String, Object> values;
    private final Set<String> asked = new HashSet<>();

    /** Options by name. */
    public NodeOptions(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of a text option. */
    public Optional<String> text(String name) throws BlockException {
        return value(name, String.class, "string");
    }

    /** The value of a text option that must be there. */
    public String requiredText(String name) throws BlockException {
        return text(name).orElseThrow(() -> new BlockException(Errno.EINVAL, "Parameter '" + name + "' is missing"));
    }

    /** The value of a number option. */
    public Optional<Long> number(String name) throws BlockException {
        return value(name, Number.class, "integer").map(Number::longValue);
    }

    /** The value of an option that is true or false. */
    public Optional<Boolean> bool(String name) throws BlockException {
        return value(name, Boolean.class, "boolean");
    }

    /** The members of an option that is a list of objects; empty where it is absent. */
    public List<NodeOptions> objects(String name) throws BlockException {
        Optional<List<?>> list = value(name, List.class, "array").map(l -> (List<?>) l);
        if (list.isEmpty()) {
            return List.of();
        }
        List<NodeOptions> result = new ArrayList<>();
        for (Object member : list.get()) {
            if (!(member instanceof Map<?, ?> map)) {
                throw wrongType(name, "object");
            }
            result.add(copied(map));
        }
        return result;
    }

    /** The members of an option that is an object, if it is there. */
    public Optional<NodeOptions> object(String name) throws BlockException {
        Optional<Map<?, ?>> map = value(name, Map.class, "object").map(m -> (Map<?, ?>) m);
        return map.map(NodeOptions::copied);
    }

    private static NodeOptions copied(Map<?, ?> map) {
        Map<String, Object> copy = new HashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new NodeOptions(copy);
    }

    /** Refuses members that nobody asked for. */
    public void refuseUnused() throws BlockException {
        for (String option : unused()) {
            throw new BlockException(Errno.EINVAL, "Parameter '" + option + "' is unexpected");
        }
    }

    /** What is said of a value that is none of those that an option can have. */
    public static BlockException wrongValue(String name, String value) {
        return new BlockException(Errno.EINVAL, "Parameter '" + name + "' does not accept value '" + value + "'");
    }

    /** The value of a size in bytes, as QEMU's drivers take it. */
    public Optional<Long> size(String name) throws BlockException {
        Optional<Long> size = number(name);
        if (size.isPresent() && size.get() < 0) {
            throw new BlockException(Errno.EINVAL, "Parameter '" + name + "' expects a non-negative number below 2^64");
        }
        return size;
    }

    /** The members of an option that is a list of words; empty where it is absent. */
    public List<String> words(String name) throws BlockException {
        List<String> result = new ArrayList<>();
        for (Object member :
                value(name, List.class, "array").map(l -> (List<?>) l).orElse(List.of())) {
            result.add(String.valueOf(member));
        }
        return result;
    }

    /** Whether an option is an object. */
    public boolean isObject(String name) {
        return values.get(name) instanceof Map<?, ?>;
    }

    /** Whether an option is a list without members. */
    public boolean isEmptyList(String name) {
        return values.get(name) instanceof List<?> list && list.isEmpty();
    }

    /**
     * The given options, as far as they are there, with lists and objects taken apart into members whose names are joined
     * by dots, as QEMU keeps them; the last first, which is the order in which it comes by them again.
     */
    public JsonObject flattened(List<String> names) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : names) {
            if (values.containsKey(name)) {
                flatten(name, values.get(name), all);
            }
        }
        JsonObject.Builder reversed = JsonObject.builder();
        List.copyOf(all.keySet()).reversed().forEach(name -> reversed.put(name, all.get(name)));
        return reversed.build();
    }

    /** All options, with lists and objects taken apart likewise. */
    Map<String, Object> flat() {
        Map<String, Object> all = new LinkedHashMap<>();
        new TreeMap<>(values).forEach((name, value) -> flatten(name, value, all));
        return all;
    }

    /** The names of the options that somebody has asked for. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    private static void flatten(String name, Object value, Map<String, Object> into) {
        switch (value) {
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    flatten(name + "." + i, list.get(i), into);
                }
            }
            case Map<?, ?> map -> map.forEach((key, member) -> flatten(name + "." + key, member, into));
            default -> into.put(name, value);
        }
    }

    /** The names of the options nobody has asked for, sorted. */
    public Set<String> unused() {
        Set<String> rest = new TreeSet<>(values.keySet());
        rest.removeAll(asked);
        return rest;
    }

    private <T> Optional<T> value(String name, Class<T> type, String typeName) throws BlockException {
        asked.add(name);
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw wrongType(name, typeName);
        }
        return Optional.of(type.cast(value));
    }

    private static BlockException wrongType(String name, String typeName) {
        return new BlockException(Errno.EINVAL, "Invalid parameter type for '" + name + "', expected: " + typeName);
    }
}
