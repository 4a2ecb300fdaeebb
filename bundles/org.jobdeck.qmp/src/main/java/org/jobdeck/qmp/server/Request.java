package org.jobdeck.qmp.server;

import java.util.Optional;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.QDictOrder;
import org.jobdeck.qmp.QmpException;

/**
 * A command as it came over the wire, of the right form.
 *
 * @param command its name
 * @param outOfBand whether it was sent with {@code exec-oob}
 * @param arguments its arguments, empty if there were none
 */
record Request(String command, boolean outOfBand, JsonObject arguments) {
    private static final String EXECUTE = "execute";
    private static final String EXEC_OOB = "exec-oob";
    private static final String ARGUMENTS = "arguments";
    private static final String ID = "id";

    /** The id of what came, also of what is no command. */
    static Optional<JsonValue> idOf(JsonValue input) {
        return input instanceof JsonObject object ? object.get(ID) : Optional.empty();
    }

    /** Whether what came is not to wait for the commands before it. */
    static boolean isOutOfBand(JsonValue input) {
        return input instanceof JsonObject object && object.has(EXEC_OOB) && !object.has(EXECUTE);
    }

    /**
     * Checks the form, member by member in the order in which QEMU keeps them (QEMU: qmp_dispatch_check_obj).
     *
     * @param allowOutOfBand whether the session has the capability for {@code exec-oob}
     */
    static Request of(JsonValue input, boolean allowOutOfBand) throws QmpException {
        if (!(input instanceof JsonObject object)) {
            throw QmpException.generic("QMP input must be a JSON object");
        }
        String key = null;
        for (String name : QDictOrder.sort(object.members().keySet())) {
            JsonValue value = object.members().get(name);
            if (name.equals(EXECUTE) || name.equals(EXEC_OOB) && allowOutOfBand) {
                if (!(value instanceof JsonString)) {
                    throw QmpException.generic("QMP input member '" + name + "' must be a string");
                }
                if (key != null) {
                    throw QmpException.generic("QMP input member '" + name + "' clashes with '" + key + "'");
                }
                key = name;
            } else if (name.equals(ARGUMENTS)) {
                if (!(value instanceof JsonObject)) {
                    throw QmpException.generic("QMP input member 'arguments' must be an object");
                }
            } else if (!name.equals(ID)) {
                throw QmpException.generic("QMP input member '" + name + "' is unexpected");
            }
        }
        if (key == null) {
            throw QmpException.generic("QMP input lacks member 'execute'");
        }
        return new Request(
                object.string(key).orElseThrow(),
                key.equals(EXEC_OOB),
                object.object(ARGUMENTS).orElseGet(JsonObject::empty));
    }
}
