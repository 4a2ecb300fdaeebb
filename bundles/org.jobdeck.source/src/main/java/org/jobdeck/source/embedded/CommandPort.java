package org.jobdeck.source.embedded;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.source.SourceEvent;

/**
 * Takes the commands of QMP for an engine of this process, without a socket between. Any thread may call any method; none
 * waits.
 */
public interface CommandPort {

    /**
     * Asks for a command.
     *
     * @param command its name
     * @return the answer, on any thread; completes exceptionally with a {@link org.jobdeck.qmp.QmpException} if the
     *     command was refused
     */
    CompletionStage<JsonValue> execute(String command, JsonObject arguments);

    /**
     * Adds somebody who is told of every event of the engine. Called on any thread: it may not wait.
     *
     * @return a handle that ends it
     */
    AutoCloseable addEventListener(Consumer<SourceEvent> listener);
}
