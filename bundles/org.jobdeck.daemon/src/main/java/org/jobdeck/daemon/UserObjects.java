package org.jobdeck.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.qmp.QmpException;

/** The user's objects, by their ids (QEMU: user_creatable_add_qapi, user_creatable_del). Main loop. */
final class UserObjects implements AutoCloseable {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    private final BlockGraph graph;
    private final Map<String, UserObject> objects = new HashMap<>();

    UserObjects(BlockGraph graph) {
        this.graph = graph;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of("object-add", this::add, "object-del", this::delete);
    }

    /** The loop of the iothread of that id. */
    Optional<EventLoop> loop(String id) {
        return objects.get(id) instanceof IoThread thread ? Optional.of(thread.loop()) : Optional.empty();
    }

    /** Makes an object as {@code object-add} and {@code --object} describe it. */
    JsonValue add(JsonArguments arguments) throws QmpException, JsonException {
        String id = arguments.string("id");
        if (!IDENTIFIER.matcher(id).matches()) {
            throw QmpException.generic("Parameter 'id' expects an identifier");
        }
        UserObject object = switch (arguments.string("qom-type")) {
            case "iothread" -> IoThread.of(id, arguments, graph);
            case "throttle-group" -> ThrottleObject.of(id, arguments, graph.throttleGroups());
            default -> throw new IllegalArgumentException("the schema let an unknown kind of object through");
        };
        if (objects.containsKey(id)) {
            throw QmpException.generic("attempt to add duplicate property '" + id + "' to object (type 'container')");
        }
        object.complete();
        objects.put(id, object);
        return JsonObject.empty();
    }

    private JsonValue delete(JsonArguments arguments) throws QmpException, JsonException {
        String id = arguments.string("id");
        UserObject object = objects.get(id);
        if (object == null) {
            throw QmpException.generic("object '" + id + "' not found");
        }
        if (object.isInUse()) {
            throw QmpException.generic("object '" + id + "' is in use, can not be deleted");
        }
        objects.remove(id);
        object.close();
        return JsonObject.empty();
    }

    /** Ends all objects; no node is left in their loops. */
    @Override
    public void close() {
        objects.values().forEach(UserObject::close);
        objects.clear();
    }
}
