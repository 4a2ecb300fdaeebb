package org.jobdeck.daemon;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.server.ListenAddress;
import org.jobdeck.qmp.server.ListenSocket;
import org.jobdeck.qmp.server.MonitorOptions;
import org.jobdeck.qmp.server.QmpServer;

/**
 * The monitor protocol for an engine that has been started for something else: the same commands and events as those of the
 * storage daemon, on a socket of the user's own ({@link OwnSockets}) and within the process. Any thread.
 *
 * <p>The engine does its work whether or not it can be served: what stands in the way of the socket goes to the log. As with
 * QEMU the socket serves one client, and the next waits until that has left.
 */
public final class EngineMonitor implements AutoCloseable {

    private static final Logger LOG = System.getLogger(EngineMonitor.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Engine engine;
    private final FirstUse<EngineCommands> commands;
    private final LateCommands clientCommands;
    private final List<Consumer<QmpEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AutoCloseable jobEvents;
    private final AutoCloseable nodeEvents;
    private final Optional<Service> service;

    private EngineMonitor(Engine engine, Map<String, String> environment, Runnable quit) {
        this.engine = engine;
        // nobody may ever ask, and to read the schema takes longer than a short job should wait
        commands = new FirstUse<>(() -> new EngineCommands(engine, DaemonSchema.read(), quit));
        clientCommands = new LateCommands(commands);
        service = Service.start(engine, environment, clientCommands);
        jobEvents = engine.jobSystem().addEventListener(this::tell);
        nodeEvents = engine.graph().addEventListener(new NodeEvents(engine.mainLoop(), this::tell));
    }

    /**
     * Serves an engine.
     *
     * @param environment of this process; it says where the user's sockets are
     * @param quit what a client's {@code quit} begins: the end of whatever the engine is for; returns at once
     */
    public static EngineMonitor serve(Engine engine, Map<String, String> environment, Runnable quit) {
        return new EngineMonitor(engine, environment, quit);
    }

    /** The socket; empty if there is none. */
    public Optional<Path> socket() {
        return service.map(Service::path);
    }

    /**
     * Asks for a command without a socket between. Never waits.
     *
     * @param command its name
     * @return the answer, on any thread; completes exceptionally with a {@link org.jobdeck.qmp.QmpException} if the command
     *     was refused
     */
    public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
        return (commands.isMade()
                        ? CompletableFuture.completedStage(commands.get())
                        : engine.workers().submit(commands::get))
                .thenCompose(made -> made.commands().execute(command, arguments));
    }

    /**
     * Adds somebody who is told of every event, on the engine's main loop: it may not wait.
     *
     * @return a handle that ends it
     */
    public AutoCloseable addEventListener(Consumer<QmpEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell(JobEvent event) {
        if (service.isEmpty() && listeners.isEmpty()) {
            return;
        }
        tell(JobForms.event(event));
    }

    private void tell(QmpEvent told) {
        service.ifPresent(served -> served.server().broadcast(told));
        listeners.forEach(listener -> listener.accept(told));
    }

    /**
     * Closes the engine, because its last events are for the clients, then hands those over and lets the clients go. A second
     * call does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        clientCommands.end();
        engine.close();
        if (commands.isMade()) {
            commands.get().close();
        }
        service.ifPresent(Service::close);
        try {
            jobEvents.close();
            nodeEvents.close();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, "the engine tells of its events no more", e);
        }
    }

    /**
     * The socket and who serves it.
     *
     * @param path the socket
     * @param remover removes it, should the process end without closing this
     */
    private record Service(Path path, ListenSocket socket, SelectorThread thread, QmpServer server, Thread remover) {

        static Optional<Service> start(Engine engine, Map<String, String> environment, LateCommands commands) {
            Optional<OwnSockets> sockets = OwnSockets.of(environment);
            if (sockets.isEmpty()) {
                LOG.log(
                        Level.INFO,
                        "the engine ''{0}'' cannot be attached to: neither XDG_RUNTIME_DIR nor /run/user has a place for"
                                + " its socket",
                        engine.name());
                return Optional.empty();
            }
            try {
                return Optional.of(start(engine, sockets.get().claim(), commands));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the engine ''{0}'' cannot be attached to: {1}", engine.name(), e.getMessage());
                return Optional.empty();
            }
        }

        private static Service start(Engine engine, Path path, LateCommands commands) throws IOException {
            Clock clock = engine.mainLoop().clock();
            ListenSocket socket = ListenSocket.open(new ListenAddress.Unix(path));
            try {
                SelectorThread thread = SelectorThread.start("qmp-own", clock);
                QmpServer server = new QmpServer(thread, clock, EngineCommands.VERSION, commands);
                server.listen(socket, MonitorOptions.named("own"));
                Thread remover = new Thread(() -> close(socket), "jobdeck-socket");
                Runtime.getRuntime().addShutdownHook(remover);
                return new Service(path, socket, thread, server, remover);
            } catch (IOException | RuntimeException e) {
                close(socket);
                throw e;
            }
        }

        private static void close(ListenSocket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "closing the socket of an engine", e);
            }
        }

        void close() {
            server.close(PATIENCE);
            thread.close();
            try {
                Runtime.getRuntime().removeShutdownHook(remover);
            } catch (IllegalStateException e) {
                LOG.log(Level.DEBUG, "the process is ending already", e);
            }
        }
    }
}
