package org.jobdeck.qmp.schema;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;

/**
 * Describes a schema as clients see it (QEMU: SchemaInfo): what commands and events use, with numbers for the names of
 * types. Serves one description and is then used up.
 */
final class Introspection {
    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String MEMBERS = "members";
    private static final String FEATURES = "features";
    private static final String ARGUMENTS = "arg-type";

    private final TypeTable types;
    private final Map<String, String> shownNames = new HashMap<>();
    private final Queue<String> toDescribe = new ArrayDeque<>();
    private final JsonArray.Builder infos = JsonArray.builder();
    private int numbered;

    Introspection(TypeTable types) {
        this.types = types;
    }

    /** The description: commands and events in their order, then the types in the order of their first use. */
    JsonArray of(Collection<SchemaCommand> commands, Collection<SchemaEvent> events) {
        for (SchemaCommand command : commands) {
            JsonObject.Builder info = info(command.name(), "command", command.features())
                    .put(ARGUMENTS, use(command.arguments()))
                    .put("ret-type", use(command.returns()));
            if (command.outOfBand()) {
                info.put("allow-oob", true);
            }
            infos.add(info.build());
        }
        for (SchemaEvent event : events) {
            infos.add(info(event.name(), "event", event.features())
                    .put(ARGUMENTS, use(event.data()))
                    .build());
        }
        while (!toDescribe.isEmpty()) {
            String name = toDescribe.remove();
            infos.add(description(shownNames.get(name), types.get(name)));
        }
        return infos.build();
    }

    /** What a type is called here; whoever is called for the first time will be described. */
    private String use(String typeName) {
        SchemaType type = types.get(typeName);
        String own = type instanceof BuiltinType builtin ? builtin.shown().typeName() : typeName;
        if (shownNames.containsKey(own)) {
            return shownNames.get(own);
        }
        String shown = switch (type) {
            case BuiltinType _ -> own;
            case ArrayType array -> ArrayType.nameOf(use(array.element()));
            case EnumType _, ObjectType _, AlternateType _ -> Integer.toString(numbered++);
        };
        if (!shownNames.containsValue(shown)) {
            toDescribe.add(own);
        }
        shownNames.put(own, shown);
        return shown;
    }

    private JsonObject description(String name, SchemaType type) {
        return switch (type) {
            case BuiltinType builtin ->
                info(name, "builtin", List.of())
                        .put("json-type", builtin.jsonType())
                        .build();
            case ArrayType array ->
                info(name, "array", List.of())
                        .put("element-type", use(array.element()))
                        .build();
            case EnumType choice -> choice(name, choice);
            case ObjectType object -> object(name, object);
            case AlternateType alternate -> {
                JsonArray.Builder members = JsonArray.builder();
                alternate.branches().values().forEach(branch -> members.add(JsonObject.of(TYPE, use(branch))));
                yield info(name, "alternate", List.of())
                        .put(MEMBERS, members.build())
                        .build();
            }
        };
    }

    private static JsonObject choice(String name, EnumType type) {
        JsonArray.Builder members = JsonArray.builder();
        type.values()
                .forEach((value, features) ->
                        members.add(withFeatures(JsonObject.builder().put(NAME, value), features)
                                .build()));
        return info(name, "enum", type.features())
                .put(MEMBERS, members.build())
                .put("values", JsonArray.of(type.values().keySet().toArray()))
                .build();
    }

    private JsonObject object(String name, ObjectType type) {
        JsonArray.Builder members = JsonArray.builder();
        type.members().forEach(member -> members.add(member(member)));
        JsonObject.Builder info = info(name, "object", type.features()).put(MEMBERS, members.build());
        type.choice().ifPresent(choice -> {
            JsonArray.Builder variants = JsonArray.builder();
            choice.branches()
                    .forEach((value, branch) -> variants.add(JsonObject.builder()
                            .put("case", value)
                            .put(TYPE, use(branch))
                            .build()));
            info.put("tag", choice.tag()).put("variants", variants.build());
        });
        return info.build();
    }

    private JsonObject member(Member member) {
        JsonObject.Builder info = JsonObject.builder().put(NAME, member.name()).put(TYPE, use(member.type()));
        if (member.optional()) {
            info.put("default", JsonNull.NULL);
        }
        return withFeatures(info, member.features()).build();
    }

    private static JsonObject.Builder info(String name, String metaType, List<String> features) {
        return withFeatures(JsonObject.builder().put(NAME, name).put("meta-type", metaType), features);
    }

    private static JsonObject.Builder withFeatures(JsonObject.Builder info, List<String> features) {
        return features.isEmpty() ? info : info.put(FEATURES, JsonArray.of(features.toArray()));
    }
}
