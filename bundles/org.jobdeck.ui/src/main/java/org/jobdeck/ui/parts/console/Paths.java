package org.jobdeck.ui.parts.console;

import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.schema.SchemaMember;
import org.jobdeck.source.schema.ServerSchema;
import org.jobdeck.source.schema.ValueType;

/** Finds what stands at dotted paths in the arguments of a command, as in {@code options.driver}. */
final class Paths {

    private Paths() {}

    /** The members that may stand below a path, which is empty for the arguments themselves. */
    static List<SchemaMember> membersBelow(ServerSchema schema, String command, List<String> path, JsonObject given) {
        List<SchemaMember> members = schema.arguments(command, given);
        JsonObject inside = given;
        for (String step : path) {
            inside = inside.object(step).orElse(JsonObject.empty());
            Optional<ValueType> type = find(members, step).map(SchemaMember::type);
            if (type.isEmpty()) {
                return List.of();
            }
            Optional<String> struct = structOf(schema, type.get());
            if (struct.isEmpty()) {
                return List.of();
            }
            members = schema.members(struct.get(), inside);
        }
        return members;
    }

    /** What stands at a path. */
    static Optional<SchemaMember> at(ServerSchema schema, String command, List<String> path, JsonObject given) {
        return find(membersBelow(schema, command, path.subList(0, path.size() - 1), given), path.getLast());
    }

    private static Optional<SchemaMember> find(List<SchemaMember> members, String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /** The object that a value may be: where it may be a name instead, its members can be given all the same. */
    private static Optional<String> structOf(ServerSchema schema, ValueType type) {
        return switch (type) {
            case ValueType.Struct(String name) -> Optional.of(name);
            case ValueType.Either(List<String> types) ->
                types.stream()
                        .map(schema::type)
                        .filter(ValueType.Struct.class::isInstance)
                        .map(found -> ((ValueType.Struct) found).name())
                        .findFirst();
            default -> Optional.empty();
        };
    }
}
