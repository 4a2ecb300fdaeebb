package org.jobdeck.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.schema.Schema;
import org.jobdeck.qmp.server.QmpServer;

/**
 * An engine that clients drive through QMP, as they drive QEMU's storage daemon.
 *
 * <p>Made from a command line, {@linkplain #start started}, and ended by a client's {@code quit} or by {@link #quit()};
 * {@link #close()} then cancels and concludes all jobs, flushes and closes all nodes, hands the last events and replies to the
 * clients and lets them go. Any thread but the engine's own.
 */
public final class StorageDaemon implements AutoCloseable {

    /** The version of QEMU whose protocol this daemon speaks. */
    public static final String QEMU_VERSION = "7.2.22";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How many buffers, and threads to fill and write them, are ready for the first job. */
    private static final int BUFFERS_READY = 8;

    private final DaemonOptions options;
    private final CompletableFuture<Void> quit = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SelectorThread connections;
    private final Engine engine;
    private final EngineCommands commands;
    private final QmpServer server;
    private final Monitors monitors;
    private PidFile pidFile;

    private StorageDaemon(DaemonOptions options, SelectorThread connections, Schema schema, Clock clock) {
        this.options = options;
        this.connections = connections;
        engine = Engine.start("storage-daemon", clock, DriverFactories.of(List.of()));
        commands = new EngineCommands(engine, schema, this::quit);
        server = new QmpServer(connections, clock, EngineCommands.VERSION, commands.commands());
        monitors = new Monitors(server);
        engine.graph().addEventListener(new NodeEvents(engine.mainLoop(), server::broadcast));
        engine.jobSystem().addEventListener(event -> server.broadcast(JobForms.event(event)));
    }

    /** Whether a command line has nothing but the options of a daemon, each with a value if it needs one. */
    public static boolean canRead(List<String> arguments) {
        try {
            DaemonOptions.parse(arguments);
            return true;
        } catch (DaemonException _) {
            return false;
        }
    }

    /**
     * Makes a daemon from a command line; nothing is set up yet but its threads.
     *
     * @param arguments options and their values
     * @throws DaemonException if the command line is wrong
     */
    public static StorageDaemon of(List<String> arguments) throws DaemonException {
        DaemonOptions options = DaemonOptions.parse(arguments);
        Clock clock = Clock.system();
        try {
            StorageDaemon daemon =
                    new StorageDaemon(options, SelectorThread.start("qmp", clock), DaemonSchema.read(), clock);
            daemon.engine.workers().prepare(BUFFERS_READY);
            daemon.engine.graph().buffers().prepare(BUFFERS_READY);
            return daemon;
        } catch (IOException e) {
            throw DaemonException.failed("the daemon's connections could not be set up: " + e.getMessage(), e);
        }
    }

    /** {@link #of} and {@link #start()}. */
    public static StorageDaemon start(List<String> arguments) throws DaemonException {
        StorageDaemon daemon = of(arguments);
        try {
            daemon.start();
            return daemon;
        } catch (DaemonException | RuntimeException e) {
            daemon.close();
            throw e;
        }
    }

    /**
     * Sets up what the command line asks for, in its order. Waits for the first client of a socket that says so. Close the
     * daemon if this fails.
     *
     * @throws DaemonException with what could not be had
     */
    public void start() throws DaemonException {
        DaemonSetup setup = new DaemonSetup(engine, commands, monitors, options.allowRemote());
        for (DaemonOptions.Step step : options.steps()) {
            setup.run(step, quit);
        }
        if (options.pidFile().isPresent()) {
            pidFile = PidFile.write(options.pidFile().get());
        }
    }

    /** Begins the end: whoever waits in {@link #awaitQuit} goes on. Any thread; returns at once. */
    public void quit() {
        quit.complete(null);
    }

    /** Waits until a client or {@link #quit} has asked for the end. */
    public void awaitQuit() {
        quit.join();
    }

    /** Ends everything in order. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        quit();
        engine.close();
        commands.close();
        server.close(PATIENCE);
        monitors.close();
        connections.close();
        if (pidFile != null) {
            pidFile.close();
        }
    }
}
