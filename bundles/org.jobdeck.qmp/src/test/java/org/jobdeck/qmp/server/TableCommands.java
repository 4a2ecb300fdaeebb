package org.jobdeck.qmp.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.QmpVersion;

/** A few commands without a schema: those of the real program that need no disks, and whatever a test adds. */
final class TableCommands implements QmpCommands {
    static final QmpVersion VERSION = new QmpVersion(7, 2, 22, "Debian 1:7.2+dfsg-7+deb12u18+b3");

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Function<JsonObject, CompletionStage<JsonValue>>> bodies = new HashMap<>();

    TableCommands() {
        add("query-version", false, arguments -> CompletableFuture.completedStage(VERSION.toJson()));
        add("query-jobs", false, arguments -> CompletableFuture.completedStage(JsonArray.of()));
    }

    TableCommands add(String name, boolean outOfBand, Function<JsonObject, CompletionStage<JsonValue>> body) {
        entries.put(name, new Entry(name, outOfBand));
        bodies.put(name, body);
        return this;
    }

    @Override
    public Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    @Override
    public void check(String command, JsonObject arguments) throws QmpException {
        try {
            JsonArguments members = JsonArguments.of(arguments);
            if (command.equals(Negotiation.COMMAND) && members.has("enable")) {
                checkEnable(members.strings("enable"));
            }
            members.end();
        } catch (JsonException e) {
            throw QmpException.generic(e.getMessage());
        }
    }

    private static void checkEnable(List<String> enable) throws QmpException {
        for (String name : enable) {
            if (!name.equals("oob")) {
                throw QmpException.generic("Parameter 'null' does not accept value '" + name + "'");
            }
        }
    }

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        try {
            if (command.startsWith("query-")) {
                check(command, arguments);
            }
        } catch (QmpException e) {
            return CompletableFuture.failedStage(e);
        }
        return bodies.get(command).apply(arguments);
    }
}
