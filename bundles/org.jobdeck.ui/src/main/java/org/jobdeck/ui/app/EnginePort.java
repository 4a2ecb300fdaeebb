package org.jobdeck.ui.app;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jobdeck.daemon.EngineMonitor;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.embedded.CommandPort;

/** The monitor of our own engine, as its source asks it. */
record EnginePort(EngineMonitor monitor) implements CommandPort {

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return monitor.execute(command, arguments);
    }

    @Override
    public AutoCloseable addEventListener(Consumer<SourceEvent> listener) {
        return monitor.addEventListener(event -> listener.accept(
                new SourceEvent(event.at(), event.name(), event.data().orElseGet(JsonObject::empty))));
    }
}
