package org.jobdeck.daemon.differential;

import java.nio.file.Path;
import java.util.Optional;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;

/**
 * What is sent in one packet: mostly one command, sometimes two, sometimes nonsense.
 *
 * @param text the packet without its line end; {@code $DIR} stands for the script's folder
 */
record Step(String text) {

    /** What stands for the folder. */
    static final String FOLDER = "$DIR";

    /** The step that sends one message. */
    static Step of(JsonObject message) {
        return new Step(message.toJson());
    }

    /** What goes onto the wire. */
    String packet(Path folder) {
        return text.replace(FOLDER, folder.toString()) + "\n";
    }

    /** The message, if the packet is exactly one that is an object. */
    Optional<JsonObject> message() {
        try {
            return Optional.of(JsonDocument.parseObject(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    /** The name of the command for the reader of a report. */
    String name() {
        return message().flatMap(message -> message.string("execute")).orElse("packet");
    }
}
