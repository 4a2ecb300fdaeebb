package org.jobdeck.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/**
 * What a server can be asked, as it tells itself: versions lie, for distributions add and take away.
 *
 * @param commands its commands, each with the names of the arguments that it takes in every case
 * @param deprecated the names of those commands that a later version may have no more
 */
public record ServerSkills(Map<String, Set<String>> commands, Set<String> deprecated) {

    /** Knows nothing. */
    public static final ServerSkills NONE = new ServerSkills(Map.of(), Set.of());

    /** Makes both unmodifiable. */
    public ServerSkills {
        commands = Map.copyOf(commands);
        deprecated = Set.copyOf(deprecated);
    }

    /** Reads the answer to {@code query-qmp-schema}. */
    public static ServerSkills of(JsonArray schema) {
        Map<String, JsonObject> types = new HashMap<>();
        Map<String, JsonObject> found = new HashMap<>();
        for (JsonValue value : schema) {
            if (value instanceof JsonObject entity && entity.string("name").isPresent()) {
                boolean command = entity.string("meta-type").orElse("").equals("command");
                (command ? found : types).put(entity.string("name").get(), entity);
            }
        }
        Map<String, Set<String>> commands = new HashMap<>();
        Set<String> deprecated = new HashSet<>();
        found.forEach((name, entity) -> {
            JsonObject arguments = types.getOrDefault(entity.string("arg-type").orElse(""), JsonObject.empty());
            commands.put(name, namesOf(arguments));
            if (entity.array("features").orElse(JsonArray.of()).items().contains(new JsonString("deprecated"))) {
                deprecated.add(name);
            }
        });
        return new ServerSkills(commands, deprecated);
    }

    private static Set<String> namesOf(JsonObject type) {
        Set<String> names = new HashSet<>();
        for (JsonValue value : type.array("members").orElse(JsonArray.of())) {
            if (value instanceof JsonObject member) {
                member.string("name").ifPresent(names::add);
            }
        }
        return Set.copyOf(names);
    }

    /** Whether it has a command of that name. */
    public boolean has(String command) {
        return commands.containsKey(command);
    }

    /** Whether it has a command of that name, with an argument of that name. */
    public boolean has(String command, String argument) {
        return commands.getOrDefault(command, Set.of()).contains(argument);
    }

    /** Whether it has a command of that name, which is not deprecated. */
    public boolean recommends(String command) {
        return has(command) && !deprecated.contains(command);
    }
}
