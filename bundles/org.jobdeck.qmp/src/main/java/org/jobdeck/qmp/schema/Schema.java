package org.jobdeck.qmp.schema;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.keyval.Keyval;

/**
 * The commands, events and types that a server knows: one description that checks arguments, answers {@code
 * query-qmp-schema} and gives the options of the command line their types.
 *
 * <p>Its text is in QEMU's schema language: definitions of commands, events, structs, unions, alternates and enums as JSON
 * objects in single quotes, with comments from {@code #} to the end of the line. There are no conditions and no pragmas.
 * Immutable, any thread.
 */
public final class Schema {
    private final SequencedMap<String, SchemaCommand> commands;
    private final SequencedMap<String, SchemaEvent> events;
    private final TypeTable types;
    private final InputVisitor jsonInput;
    private final InputVisitor keyvalInput;

    private Schema(SchemaBuilder builder) {
        commands = builder.commands();
        events = builder.events();
        types = builder.types();
        jsonInput = new InputVisitor(types, new JsonScalars());
        keyvalInput = new InputVisitor(types, new KeyvalScalars());
    }

    /**
     * The schema that a text describes.
     *
     * @throws SchemaException if the text is wrong; it names the line, counted from 1
     */
    public static Schema parse(String text) {
        return new Schema(new SchemaBuilder(text));
    }

    /** The names of all commands, in the order of the text. */
    public List<String> commands() {
        return List.copyOf(commands.keySet());
    }

    /** The names of all events, in the order of the text. */
    public List<String> events() {
        return List.copyOf(events.keySet());
    }

    /** Whether there is a command of that name. */
    public boolean hasCommand(String command) {
        return commands.containsKey(command);
    }

    /** Whether there is a command of that name that may be executed out of band. */
    public boolean allowsOutOfBand(String command) {
        return Optional.ofNullable(commands.get(command))
                .map(SchemaCommand::outOfBand)
                .orElse(false);
    }

    /**
     * Checks the arguments of a command, all before any of them has an effect.
     *
     * @throws QmpException if there is no such command, or with the text for what is wrong first
     */
    public void checkArguments(String command, JsonObject arguments) throws QmpException {
        SchemaCommand known = commands.get(command);
        if (known == null) {
            throw QmpException.noSuchCommand(command);
        }
        visit(jsonInput, known.arguments(), arguments);
    }

    /** The answer to {@code query-qmp-schema}. */
    public JsonArray introspect() {
        return new Introspection(types).of(commands.values(), events.values());
    }

    /**
     * Checks values that are all text, as {@link Keyval#parse} gives them, and turns them into what JSON would have.
     *
     * @param type the name of a struct or union
     * @param texts strings, and objects and arrays of them
     * @return the same members, in the order of the schema
     * @throws QmpException with the text for what is wrong first
     * @throws SchemaException if there is no such struct or union
     */
    public JsonObject convertKeyval(String type, JsonObject texts) throws QmpException {
        return visit(keyvalInput, type, texts);
    }

    /**
     * Reads an option of the command line, which is JSON if it begins with a brace, and checks it.
     *
     * @param type the name of a struct or union
     * @param text the option's value
     * @param impliedKey the key of a first value that stands without one
     * @return the members, in the order of the schema
     * @throws QmpException with the text for what is wrong first
     * @throws SchemaException if there is no such struct or union
     */
    public JsonObject parseOption(String type, String text, String impliedKey) throws QmpException {
        if (!text.startsWith("{")) {
            return convertKeyval(type, Keyval.parse(text, Optional.of(impliedKey)));
        }
        JsonObject value;
        try {
            value = JsonDocument.parseObject(text);
        } catch (JsonException e) {
            throw refused(e);
        }
        return visit(jsonInput, type, value);
    }

    private JsonObject visit(InputVisitor visitor, String type, JsonObject value) throws QmpException {
        try {
            return visitor.object(types.object(type), value);
        } catch (JsonException e) {
            throw refused(e);
        }
    }

    private static QmpException refused(JsonException e) {
        return new QmpException(QmpErrorClass.GENERIC_ERROR, e.getMessage(), e);
    }
}
