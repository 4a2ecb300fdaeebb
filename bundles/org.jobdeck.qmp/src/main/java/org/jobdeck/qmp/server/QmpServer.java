package org.jobdeck.qmp.server;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpVersion;
import org.jobdeck.qmp.SelectorThread;

/**
 * A server of QEMU's monitor protocol: monitors that offer one set of commands and send the same events.
 *
 * <p>Any thread may call it. All sessions live in the selector thread; who hands an event over never waits, and never
 * touches a socket. An event handed over before a command's outcome is sent before the reply.
 */
public final class QmpServer {
    private static final Logger LOG = System.getLogger(QmpServer.class.getName());

    private final SelectorThread thread;
    private final QmpVersion version;
    private final QmpCommands commands;
    private final OutputLimits limits;
    private final EventThrottle throttle;
    private final List<Monitor> monitors = new CopyOnWriteArrayList<>();

    /**
     * A server without monitors.
     *
     * @param thread serves all connections; stays the caller's, who closes it after the server
     * @param clock what the limited events go by; must be that of the selector thread
     * @param version what the greeting says
     * @param commands what clients can call; called in the selector thread
     */
    public QmpServer(SelectorThread thread, Clock clock, QmpVersion version, QmpCommands commands) {
        this(thread, clock, version, commands, OutputLimits.standard());
    }

    QmpServer(SelectorThread thread, Clock clock, QmpVersion version, QmpCommands commands, OutputLimits limits) {
        this.thread = Objects.requireNonNull(thread, "thread");
        this.version = Objects.requireNonNull(version, "version");
        this.commands = Objects.requireNonNull(commands, "commands");
        this.limits = limits;
        this.throttle =
                new EventThrottle((nanos, action) -> thread.alarm(clock.nanoTime() + nanos, action), this::sendToAll);
    }

    /**
     * Serves the clients of a socket, one at a time.
     *
     * @param socket belongs to the server from now on
     * @return completes, in the selector thread, when the first client has been accepted
     */
    public CompletionStage<Void> listen(ListenSocket socket, MonitorOptions options) {
        SocketMonitor monitor = new SocketMonitor(
                thread,
                Objects.requireNonNull(socket, "socket"),
                Objects.requireNonNull(options, "options"),
                limits,
                transport -> new QmpSession(version, commands, options, thread, transport));
        add(monitor);
        return monitor.firstClient();
    }

    /**
     * Serves the one client at the other end of two streams, for which two more threads are made. The streams are not
     * closed.
     *
     * @param in read until its end
     * @param out written and flushed
     * @return completes, in the selector thread, when the client has been greeted
     */
    public CompletionStage<Void> serve(InputStream in, OutputStream out, MonitorOptions options) {
        StreamMonitor monitor = new StreamMonitor(
                thread,
                Objects.requireNonNull(in, "in"),
                Objects.requireNonNull(out, "out"),
                Objects.requireNonNull(options, "options"),
                limits,
                transport -> new QmpSession(version, commands, options, thread, transport));
        add(monitor);
        return monitor.firstClient();
    }

    /** Sends an event to every client that has negotiated, after all that was handed over before. */
    public void broadcast(QmpEvent event) {
        Objects.requireNonNull(event, "event");
        thread.execute(() -> throttle.offer(event));
    }

    /**
     * Ends all monitors: no more clients and commands are taken, replies and events handed over so far are written, and the
     * connections closed. Not in the selector thread.
     *
     * @param patience how long clients may take to read what is written
     * @return whether everything was written; false if some clients were cut off
     */
    public boolean close(Duration patience) {
        thread.execute(() -> monitors.forEach(Monitor::finish));
        boolean written = await(patience);
        if (!written) {
            LOG.log(Level.WARNING, "Some QMP clients were cut off because they did not read what was sent to them.");
            thread.execute(() -> monitors.forEach(Monitor::abort));
            await(Duration.ofSeconds(1));
        }
        return written;
    }

    private void add(Monitor monitor) {
        monitors.add(monitor);
        thread.execute(monitor::start);
    }

    private void sendToAll(QmpEvent event) {
        OutgoingEvent outgoing = new OutgoingEvent(event);
        monitors.forEach(monitor -> monitor.event(outgoing));
    }

    private boolean await(Duration patience) {
        CompletableFuture<?>[] ends = monitors.stream()
                .map(monitor -> monitor.ended().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            LOG.log(Level.DEBUG, "waiting for the ends of monitors", e);
            return false;
        }
    }
}
