package org.jobdeck.source.qmp;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.ServerSkills;

/** Reads how the machine is, and knows which events tell that it may have changed. */
final class MachineWatch {
    private static final String NAME = "query-name";
    private static final String STATUS = "query-status";

    private static final Set<String> EVENTS = Set.of(
            "STOP",
            "RESUME",
            "SHUTDOWN",
            "POWERDOWN",
            "RESET",
            "SUSPEND",
            "SUSPEND_DISK",
            "WAKEUP",
            "GUEST_PANICKED",
            "GUEST_CRASHLOADED",
            "BLOCK_IO_ERROR");

    private MachineWatch() {}

    static boolean concerns(String event) {
        return EVENTS.contains(event);
    }

    /** Asks; a storage daemon, which has no machine, is not asked. */
    static CompletionStage<MachineStatus> read(
            ServerSkills skills, BiFunction<String, JsonObject, ? extends CompletionStage<JsonValue>> server) {
        if (!skills.has(STATUS)) {
            return CompletableFuture.completedFuture(MachineStatus.NONE);
        }
        CompletionStage<JsonValue> name = skills.has(NAME)
                ? server.apply(NAME, JsonObject.empty())
                : CompletableFuture.completedFuture(JsonObject.empty());
        return server.apply(STATUS, JsonObject.empty()).thenCombine(name, MachineWatch::of);
    }

    private static MachineStatus of(JsonValue status, JsonValue name) {
        String word = status instanceof JsonObject told ? told.string("status").orElse("") : "";
        boolean running =
                status instanceof JsonObject told && told.bool("running").orElse(false);
        String called = name instanceof JsonObject told ? told.string("name").orElse("") : "";
        return word.isEmpty() ? MachineStatus.NONE : new MachineStatus(called, word, running);
    }
}
