package org.jobdeck.daemon.differential;

import org.jobdeck.json.JsonObject;

/** Builds messages. */
final class Qmp {

    private Qmp() {}

    static JsonObject command(String name) {
        return JsonObject.of("execute", name);
    }

    static JsonObject command(String name, JsonObject arguments) {
        return JsonObject.builder()
                .put("execute", name)
                .put("arguments", arguments)
                .build();
    }

    static JsonObject command(String name, String argument, Object value) {
        return command(name, JsonObject.of(argument, value));
    }
}
