package org.jobdeck.qmp.server;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;

/**
 * The commands that the monitors of one server offer (QEMU: QmpCommandList).
 *
 * <p>Negotiation and framing are not its concern: {@code qmp_capabilities} is in it, so that clients find it and its arguments
 * are checked, but it is the session that executes it.
 */
public interface QmpCommands {

    /**
     * What a session has to know of a command before it lets it run.
     *
     * @param name its name
     * @param allowOutOfBand whether {@code exec-oob} is accepted for it
     */
    record Entry(String name, boolean allowOutOfBand) {}

    /** The command of that name. Any thread. */
    Optional<Entry> find(String name);

    /**
     * Checks the arguments of a command without executing it. Any thread.
     *
     * @throws QmpException with the text for the client
     */
    void check(String command, JsonObject arguments) throws QmpException;

    /**
     * Checks the arguments and executes the command. Any thread; the caller sees to it that one session's commands come one
     * after the other.
     *
     * @return completes, on any thread, with what stands behind {@code return} once the events that the command caused have
     *     been handed to the monitors; in failure with a {@link QmpException}. Anything else is an error inside the program
     */
    CompletionStage<JsonValue> execute(String command, JsonObject arguments);
}
