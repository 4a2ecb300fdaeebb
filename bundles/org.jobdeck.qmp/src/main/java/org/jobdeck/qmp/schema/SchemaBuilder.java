package org.jobdeck.qmp.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonBool;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonNumber;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/** Makes types, commands and events of a schema's definitions, and checks that they fit together. */
final class SchemaBuilder {
    private static final String DATA = "data";

    private final SequencedMap<String, Definition> definitions = new LinkedHashMap<>();
    private final Map<String, SchemaType> types = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final SequencedMap<String, SchemaCommand> commands = new LinkedHashMap<>();
    private final SequencedMap<String, SchemaEvent> events = new LinkedHashMap<>();

    /**
     * Reads all definitions of a text.
     *
     * @throws SchemaException if the text is wrong anywhere
     */
    SchemaBuilder(String text) {
        for (BuiltinType type : BuiltinType.values()) {
            types.put(type.typeName(), type);
        }
        types.put(ObjectType.EMPTY_NAME, ObjectType.EMPTY);
        for (Definition definition : SchemaText.definitions(text)) {
            boolean taken = types.containsKey(definition.name());
            if (definitions.put(definition.name(), definition) != null || taken) {
                throw definition.wrong("the name is taken");
            }
        }
        definitions.values().forEach(this::build);
    }

    TypeTable types() {
        return new TypeTable(types);
    }

    SequencedMap<String, SchemaCommand> commands() {
        return commands;
    }

    SequencedMap<String, SchemaEvent> events() {
        return events;
    }

    private void build(Definition definition) {
        String name = definition.name();
        switch (definition.kind()) {
            case COMMAND ->
                commands.put(
                        name,
                        new SchemaCommand(
                                name,
                                arguments(definition),
                                definition
                                        .value("returns")
                                        .map(type -> typeName(definition, type))
                                        .orElse(ObjectType.EMPTY_NAME),
                                definition.flag("allow-oob"),
                                definition.features()));
            case EVENT -> events.put(name, new SchemaEvent(name, arguments(definition), definition.features()));
            default -> type(name);
        }
    }

    /** The type of that name, built now if it has not been; empty if nothing defines it. */
    private Optional<SchemaType> type(String name) {
        SchemaType known = types.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Definition definition = definitions.get(name);
        if (definition == null) {
            return Optional.empty();
        }
        if (!underWay.add(name)) {
            throw definition.wrong("it is its own base");
        }
        SchemaType made = switch (definition.kind()) {
            case STRUCT -> struct(definition);
            case UNION -> union(definition);
            case ALTERNATE -> alternate(definition);
            case ENUM -> choice(definition);
            case COMMAND, EVENT -> throw definition.wrong("it is used as a type");
        };
        underWay.remove(name);
        types.put(name, made);
        return Optional.of(made);
    }

    private String arguments(Definition definition) {
        Optional<JsonValue> data = definition.value(DATA);
        if (data.isEmpty()) {
            return ObjectType.EMPTY_NAME;
        }
        if (data.get() instanceof JsonObject object) {
            String name = "q_obj_" + definition.name() + "-arg";
            types.put(name, new ObjectType(members(definition, object), Optional.empty(), List.of()));
            return name;
        }
        String name = definition.string(data.get(), "the type of the data");
        ObjectType type = objectType(definition, name);
        if (type.choice().isPresent() && !definition.flag("boxed")) {
            throw definition.wrong("a union as its data must be 'boxed'");
        }
        return name;
    }

    private ObjectType struct(Definition definition) {
        List<Member> members = new ArrayList<>(base(definition));
        members.addAll(members(definition, definition.object(DATA)));
        return new ObjectType(distinct(definition, members), Optional.empty(), definition.features());
    }

    private List<Member> base(Definition definition) {
        Optional<JsonValue> base = definition.value("base");
        if (base.isEmpty()) {
            return List.of();
        }
        if (base.get() instanceof JsonObject object) {
            return members(definition, object);
        }
        ObjectType type = objectType(definition, definition.string(base.get(), "the base"));
        if (type.choice().isPresent()) {
            throw definition.wrong("a union cannot be its base");
        }
        return type.members();
    }

    private List<Member> members(Definition definition, JsonObject data) {
        List<Member> members = new ArrayList<>();
        data.members().forEach((key, value) -> {
            boolean optional = key.startsWith("*");
            String name = optional ? key.substring(1) : key;
            JsonValue type = value;
            List<String> features = List.of();
            if (value instanceof JsonObject described) {
                type = described.get("type").orElseThrow(() -> definition.wrong("member '" + name + "' has no type"));
                features = definition.features(described);
            }
            members.add(new Member(name, typeName(definition, type), optional, features));
        });
        return distinct(definition, members);
    }

    private static List<Member> distinct(Definition definition, List<Member> members) {
        Set<String> names = new HashSet<>();
        for (Member member : members) {
            if (!names.add(member.name())) {
                throw definition.wrong("there are two members '" + member.name() + "'");
            }
        }
        return List.copyOf(members);
    }

    private ObjectType union(Definition definition) {
        List<Member> members = base(definition);
        String tag = definition.text("discriminator");
        Member chooser = members.stream()
                .filter(member -> member.name().equals(tag) && !member.optional())
                .findFirst()
                .orElseThrow(
                        () -> definition.wrong("the discriminator '" + tag + "' is no required member of its base"));
        if (!(type(chooser.type()).orElse(null) instanceof EnumType values)) {
            throw definition.wrong("the discriminator '" + tag + "' is no enum");
        }
        SequencedMap<String, String> branches = new LinkedHashMap<>();
        definition.object(DATA).members().forEach((value, type) -> {
            if (!values.values().containsKey(value)) {
                throw definition.wrong("the branch '" + value + "' is no value of '" + chooser.type() + "'");
            }
            String name = definition.string(type, "the type of branch '" + value + "'");
            List<Member> all = new ArrayList<>(members);
            all.addAll(objectType(definition, name).members());
            distinct(definition, all);
            branches.put(value, name);
        });
        values.values().keySet().forEach(value -> branches.putIfAbsent(value, ObjectType.EMPTY_NAME));
        return new ObjectType(members, Optional.of(new ObjectType.Choice(tag, branches)), definition.features());
    }

    private AlternateType alternate(Definition definition) {
        SequencedMap<Class<? extends JsonValue>, String> branches = new LinkedHashMap<>();
        definition.object(DATA).members().values().forEach(value -> {
            String name = typeName(definition, value);
            SchemaType type = type(name).orElseThrow();
            if (branches.put(kindOf(definition, type), name) != null) {
                throw definition.wrong("two of its branches look alike in JSON");
            }
        });
        return new AlternateType(definition.name(), branches);
    }

    private static Class<? extends JsonValue> kindOf(Definition user, SchemaType type) {
        return switch (type) {
            case ObjectType _ -> JsonObject.class;
            case ArrayType _ -> JsonArray.class;
            case EnumType _ -> JsonString.class;
            case AlternateType _ -> throw user.wrong("an alternate cannot be its branch");
            case BuiltinType builtin ->
                switch (builtin.shown()) {
                    case STR -> JsonString.class;
                    case BOOL -> JsonBool.class;
                    case NULL -> JsonNull.class;
                    case ANY -> throw user.wrong("'any' cannot be its branch");
                    default -> JsonNumber.class;
                };
        };
    }

    private EnumType choice(Definition definition) {
        JsonArray data = definition.array(DATA);
        SequencedMap<String, List<String>> values = new LinkedHashMap<>();
        for (JsonValue value : data) {
            String name;
            List<String> features = List.of();
            if (value instanceof JsonObject described) {
                name = described.string("name").orElseThrow(() -> definition.wrong("a value has no name"));
                features = definition.features(described);
            } else {
                name = definition.string(value, "a value");
            }
            if (values.put(name, features) != null) {
                throw definition.wrong("there are two values '" + name + "'");
            }
        }
        return new EnumType(values, definition.features());
    }

    private ObjectType objectType(Definition user, String name) {
        return type(name)
                .map(type -> type instanceof ObjectType object ? object : null)
                .orElseThrow(() -> user.wrong("'" + name + "' is no struct and no union"));
    }

    /** The name of a type that is given by its name, or as an array of one name. */
    private String typeName(Definition user, JsonValue value) {
        if (value instanceof JsonArray array && array.size() == 1) {
            String element = known(user, array.get(0));
            String name = ArrayType.nameOf(element);
            types.putIfAbsent(name, new ArrayType(element));
            return name;
        }
        return known(user, value);
    }

    private String known(Definition user, JsonValue value) {
        String name = user.string(value, "a type");
        Definition definition = definitions.get(name);
        boolean isType = definition != null
                && definition.kind() != Definition.Kind.COMMAND
                && definition.kind() != Definition.Kind.EVENT;
        if (!isType && !types.containsKey(name)) {
            throw user.wrong("nothing defines the type '" + name + "'");
        }
        return name;
    }
}
