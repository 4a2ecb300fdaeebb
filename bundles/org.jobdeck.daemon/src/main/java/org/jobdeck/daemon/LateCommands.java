package org.jobdeck.daemon;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.server.QmpCommands;

/** An engine's commands for its monitor, made when a client asks for one first. */
final class LateCommands implements QmpCommands {

    private final FirstUse<EngineCommands> made;

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
        return commands().execute(command, arguments);
    }

    private Commands commands() {
        return made.get().commands();
    }
}
