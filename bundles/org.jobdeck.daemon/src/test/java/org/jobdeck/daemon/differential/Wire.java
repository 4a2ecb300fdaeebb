package org.jobdeck.daemon.differential;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.jobdeck.json.JsonObject;

/** A connection to a daemon's monitor. */
interface Wire extends AutoCloseable {

    void send(String text) throws IOException;

    /**
     * The next message.
     *
     * @param deadline value of {@link System#nanoTime()} up to which to wait
     * @return nothing if none came up to then
     * @throws EOFException if the daemon closed the connection
     */
    Optional<JsonObject> receive(long deadline) throws IOException;

    @Override
    void close() throws IOException;
}
