package org.jobdeck.qmp.client;

import java.util.concurrent.CompletableFuture;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;

/**
 * One connection to a monitor, from the first attempt to its end. Any thread may call any method; none waits.
 *
 * <p>A monitor serves one client at a time. A connection that is not greeted in time is closed at once, so that it does
 * not take the monitor away from those who come back to it.
 */
public final class QmpClient implements AutoCloseable {
    private final SelectorThread thread;
    private final ClientConnection connection;

    private QmpClient(SelectorThread thread, ClientConnection connection) {
        this.thread = thread;
        this.connection = connection;
    }

    /**
     * Begins to connect.
     *
     * @param thread does all the work and calls the listener
     * @param clock what time limits go by; the thread's own
     * @param listener hears first of the connection, then of events, and last of the end
     */
    public static QmpClient connect(
            SelectorThread thread, Clock clock, QmpAddress address, ClientLimits limits, ClientListener listener) {
        ClientConnection connection = new ClientConnection(thread, clock, address, limits, listener);
        thread.execute(connection::open);
        return new QmpClient(thread, connection);
    }

    /**
     * Asks for a command; before the connection is there it waits for that.
     *
     * @return completes in the selector thread: with what the command returns, or exceptionally with a
     *     {@link org.jobdeck.qmp.QmpException} if the server refuses it, and an {@link UnansweredException} if there is no
     *     reply in time, or none will come
     */
    public CompletableFuture<JsonValue> execute(QmpRequest request) {
        CompletableFuture<JsonValue> reply = new CompletableFuture<>();
        thread.execute(() -> connection.ask(new Requests.Asked(request, reply)));
        return reply;
    }

    /** Ends the connection, which frees the monitor for others. What was sent may still be carried out. */
    @Override
    public void close() {
        thread.execute(connection::close);
    }
}
