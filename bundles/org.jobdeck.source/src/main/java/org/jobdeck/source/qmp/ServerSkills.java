package org.jobdeck.source.qmp;

import java.util.HashSet;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * What a server can be asked, as it tells itself: versions lie, for distributions add and take away.
 *
 * @param commands the names of its commands
 */
record ServerSkills(Set<String> commands) {

    /** Knows nothing. */
    static final ServerSkills NONE = new ServerSkills(Set.of());

    ServerSkills {
        commands = Set.copyOf(commands);
    }

    /** Reads the answer to {@code query-qmp-schema}. */
    static ServerSkills of(JsonArray schema) {
        Set<String> commands = new HashSet<>();
        for (JsonValue value : schema) {
            if (value instanceof JsonObject entity
                    && entity.string("meta-type").orElse("").equals("command")) {
                entity.string("name").ifPresent(commands::add);
            }
        }
        return new ServerSkills(commands);
    }

    boolean has(String command) {
        return commands.contains(command);
    }
}
