package org.jobdeck.daemon;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.server.QmpCommands;

/** An engine's commands for its monitor, made when a client asks for one first. */
final class LateCommands implements QmpCommands {

    private static final String ENDING = "The engine is ending; ask whoever runs it to start it again";

    private final FirstUse<EngineCommands> made;
    private volatile boolean ending;

    LateCommands(FirstUse<EngineCommands> made) {
        this.made = made;
    }

    @Override
    public Optional<Entry> find(String name) {
        return commands().find(name);
    }

    @Override
    public void check(String command, JsonObject arguments) throws QmpException {
        commands().check(command, arguments);
    }

    @Override
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return ending
                ? CompletableFuture.failedStage(QmpException.generic(ENDING))
                : commands().execute(command, arguments).exceptionallyCompose(this::refused);
    }

    /** From now on commands are refused; those that the engine has not come to are, too. */
    void end() {
        ending = true;
    }

    private CompletionStage<JsonValue> refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        boolean closed = ending && cause instanceof IllegalStateException;
        return CompletableFuture.failedStage(closed ? QmpException.generic(ENDING) : failure);
    }

    private Commands commands() {
        return made.get().commands();
    }
}
