package org.jobdeck.daemon;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jobdeck.block.BlockException;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.JobException;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.schema.Schema;
import org.jobdeck.qmp.server.QmpCommands;

/**
 * The daemon's commands: each is checked against the schema, then executed on the engine's main loop as a request, alone and
 * not inside anybody's wait. Its reply comes after the events it has caused.
 */
final class Commands implements QmpCommands {

    private final Engine engine;
    private final Schema schema;
    private final Map<String, CommandHandler> handlers;

    /**
     * Commands of that engine.
     *
     * @param handlers one for each command of the schema but {@code qmp_capabilities}, which is the session's
     */
    Commands(Engine engine, Schema schema, Map<String, CommandHandler> handlers) {
        this.engine = engine;
        this.schema = schema;
        this.handlers = Map.copyOf(handlers);
    }

    @Override
    public Optional<Entry> find(String name) {
        return schema.hasCommand(name) ? Optional.of(new Entry(name, schema.allowsOutOfBand(name))) : Optional.empty();
    }

    @Override
    public void check(String command, JsonObject arguments) throws QmpException {
        schema.checkArguments(command, arguments);
    }

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return engine.request(() -> executeHere(command, arguments)).handle(Commands::unwrap);
    }

    /** On the main loop. */
    private JsonValue executeHere(String command, JsonObject arguments) throws QmpException {
        CommandHandler handler = handlers.get(command);
        if (handler == null) {
            throw QmpException.noSuchCommand(command);
        }
        check(command, arguments);
        try {
            return handler.execute(JsonArguments.of(arguments));
        } catch (JobException | BlockException | JsonException e) {
            throw new QmpException(QmpErrorClass.GENERIC_ERROR, e.getMessage(), e);
        }
    }

    private static JsonValue unwrap(JsonValue value, Throwable failure) {
        if (failure == null) {
            return value;
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }
}
