package org.jobdeck.daemon;

import java.util.Map;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.schema.Schema;

/** What a client can ask about the server, and its end. Main loop. */
final class ServerCommands {

    private final JsonObject version;
    private final Schema schema;
    private final JsonValue names;
    private final Runnable quit;

    /** Made when a client asks for it first: it takes longer than a start should. */
    private JsonValue introspection;

    /**
     * Commands of a server with that schema.
     *
     * @param version the answer of {@code query-version}
     * @param quit begins the end of the server; returns at once
     */
    ServerCommands(Schema schema, JsonObject version, Runnable quit) {
        this.version = version;
        this.quit = quit;
        this.schema = schema;
        names = namesOf(schema);
    }

    Map<String, CommandHandler> handlers() {
        return Map.of(
                "query-version", arguments -> version,
                "query-commands", arguments -> names,
                "query-qmp-schema", arguments -> introspection(),
                "quit",
                        arguments -> {
                            quit.run();
                            return JsonObject.empty();
                        });
    }

    private JsonValue introspection() {
        if (introspection == null) {
            introspection = schema.introspect();
        }
        return introspection;
    }

    private static JsonArray namesOf(Schema schema) {
        JsonArray.Builder names = JsonArray.builder();
        // QEMU lists what was registered last first
        schema.commands().reversed().forEach(name -> names.add(JsonObject.of("name", name)));
        return names.build();
    }
}
