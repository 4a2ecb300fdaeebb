package org.jobdeck.source.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/**
 * The commands of a server and what they take, as it tells itself: versions lie, for distributions add and take away.
 *
 * <p>Types have no names that mean anything, only numbers that differ from server to server. Immutable; any thread.
 */
public final class ServerSchema {

    /** Knows no command. */
    public static final ServerSchema NONE = new ServerSchema(new JsonArray(List.of()));

    private static final String NAME = "name";
    private static final String META_TYPE = "meta-type";
    private static final String MEMBERS = "members";
    private static final String TYPE = "type";

    private final SortedMap<String, JsonObject> commands = new TreeMap<>();
    private final SortedSet<String> events = new TreeSet<>();
    private final Map<String, JsonObject> types = new HashMap<>();

    private ServerSchema(JsonArray answer) {
        for (JsonObject entity : objects(answer)) {
            String name = entity.string(NAME).orElse("");
            switch (entity.string(META_TYPE).orElse("")) {
                case "command" -> commands.put(name, entity);
                case "event" -> events.add(name);
                default -> types.put(name, entity);
            }
        }
    }

    /** Reads the answer to {@code query-qmp-schema}; what is not understood is left out. */
    public static ServerSchema of(JsonArray answer) {
        return new ServerSchema(answer);
    }

    /** The names of all commands, sorted. */
    public SortedSet<String> commands() {
        return new TreeSet<>(commands.keySet());
    }

    /** The names of all events, sorted. */
    public SortedSet<String> events() {
        return new TreeSet<>(events);
    }

    /** Whether there is a command of that name. */
    public boolean hasCommand(String command) {
        return commands.containsKey(command);
    }

    /** Whether there is a command of that name that should not be used any more. */
    public boolean isDeprecated(String command) {
        return Optional.ofNullable(commands.get(command))
                .map(entity -> strings(entity, "features").contains("deprecated"))
                .orElse(false);
    }

    /** What a command takes whatever is given; empty if there is no such command. */
    public List<SchemaMember> arguments(String command) {
        return arguments(command, JsonObject.empty());
    }

    /**
     * What a command takes when some arguments are given already: one of them may say which others there are.
     *
     * @return in the server's order; empty if there is no such command
     */
    public List<SchemaMember> arguments(String command, JsonObject given) {
        return Optional.ofNullable(commands.get(command))
                .flatMap(entity -> entity.string("arg-type"))
                .map(type -> members(type, given))
                .orElse(List.of());
    }

    /** The argument of that name of a command, whatever else is given. */
    public Optional<SchemaMember> argument(String command, String name) {
        return arguments(command).stream()
                .filter(member -> member.name().equals(name))
                .findFirst();
    }

    /**
     * What an object may hold when some of its members are given already.
     *
     * @param struct the server's name of the type, as in {@link ValueType.Struct}
     */
    public List<SchemaMember> members(String struct, JsonObject given) {
        JsonObject entity = types.get(struct);
        if (entity == null) {
            return List.of();
        }
        List<SchemaMember> all = new ArrayList<>();
        for (JsonObject member : objects(entity.array(MEMBERS).orElse(JsonArray.of()))) {
            all.add(member(member));
        }
        entity.string("tag").flatMap(given::string).ifPresent(chosen -> {
            for (JsonObject variant : variants(entity)) {
                if (variant.string("case").orElse("").equals(chosen)) {
                    all.addAll(members(variant.string(TYPE).orElse(""), given));
                }
            }
        });
        return List.copyOf(all);
    }

    /** The values of the member that says which others an object has; empty where no member does. */
    public List<String> cases(String struct) {
        JsonObject entity = types.get(struct);
        return entity == null
                ? List.of()
                : variants(entity).stream()
                        .map(variant -> variant.string("case").orElse(""))
                        .toList();
    }

    /** What the type of that name is; anything where it is not known. */
    public ValueType type(String name) {
        JsonObject entity = types.get(name);
        if (entity == null) {
            return new ValueType.Any();
        }
        return switch (entity.string(META_TYPE).orElse("")) {
            case "builtin" -> builtin(entity.string("json-type").orElse(""));
            case "enum" -> choice(entity);
            case "array" -> new ValueType.ListOf(entity.string("element-type").orElse(""));
            case "object" -> new ValueType.Struct(name);
            case "alternate" ->
                new ValueType.Either(objects(entity.array(MEMBERS).orElse(JsonArray.of())).stream()
                        .map(member -> member.string(TYPE).orElse(""))
                        .toList());
            default -> new ValueType.Any();
        };
    }

    private SchemaMember member(JsonObject member) {
        return new SchemaMember(
                member.string(NAME).orElse(""),
                type(member.string(TYPE).orElse("")),
                member.has("default"),
                strings(member, "features"));
    }

    private static ValueType builtin(String jsonType) {
        return switch (jsonType) {
            case "string" -> new ValueType.Text();
            case "int" -> new ValueType.Whole();
            case "number" -> new ValueType.Fraction();
            case "boolean" -> new ValueType.Flag();
            case "null" -> new ValueType.Nothing();
            default -> new ValueType.Any();
        };
    }

    /** Since QEMU 6.2 the values are objects with features too; before that there were only their names. */
    private static ValueType choice(JsonObject entity) {
        List<String> deprecated = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (JsonObject value : objects(entity.array(MEMBERS).orElse(JsonArray.of()))) {
            String name = value.string(NAME).orElse("");
            values.add(name);
            if (strings(value, "features").contains("deprecated")) {
                deprecated.add(name);
            }
        }
        return new ValueType.Choice(values.isEmpty() ? strings(entity, "values") : values, deprecated);
    }

    private static List<JsonObject> variants(JsonObject entity) {
        return objects(entity.array("variants").orElse(JsonArray.of()));
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonValue value : array) {
            if (value instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static List<String> strings(JsonObject entity, String name) {
        List<String> strings = new ArrayList<>();
        for (JsonValue value : entity.array(name).orElse(JsonArray.of())) {
            if (value instanceof JsonString string) {
                strings.add(string.value());
            }
        }
        return strings;
    }
}
