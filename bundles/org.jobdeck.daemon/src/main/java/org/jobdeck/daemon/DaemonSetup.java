package org.jobdeck.daemon;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.engine.Engine;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.schema.Schema;

/** Sets up, step by step, what the daemon's command line asks for. The thread that starts the daemon. */
final class DaemonSetup {

    private final Engine engine;
    private final EngineCommands commands;
    private final Schema schema;
    private final Monitors monitors;
    private final boolean allowRemote;

    DaemonSetup(Engine engine, EngineCommands commands, Monitors monitors, boolean allowRemote) {
        this.engine = engine;
        this.commands = commands;
        this.schema = commands.schema();
        this.monitors = monitors;
        this.allowRemote = allowRemote;
    }

    /**
     * Does one step.
     *
     * @param quit completed if the daemon is to end, which also ends the wait for a client
     * @throws DaemonException with the option, its text and what is wrong
     */
    void run(DaemonOptions.Step step, CompletableFuture<Void> quit) throws DaemonException {
        try {
            switch (step.kind()) {
                case CHARDEV -> monitors.addChardev(ChardevOptions.parse(step.text(), allowRemote));
                case MONITOR ->
                    CompletableFuture.anyOf(addMonitor(step.text()), quit).join();
                case BLOCKDEV -> {
                    JsonObject options = schema.parseOption("BlockdevOptions", step.text(), "driver");
                    onMain(() -> commands.nodes().add(options));
                }
                case OBJECT -> {
                    JsonArguments options =
                            JsonArguments.of(schema.parseOption("ObjectOptions", step.text(), "qom-type"));
                    onMain(() -> commands.objects().add(options));
                }
            }
        } catch (DaemonException e) {
            throw e.in(step);
        } catch (QmpException | JsonException e) {
            throw DaemonException.usage(e.getMessage()).in(step);
        }
    }

    private CompletableFuture<Void> addMonitor(String text) throws DaemonException, QmpException {
        JsonObject options = schema.parseOption("MonitorOptions", text, "chardev");
        if (options.string("mode").orElse("control").equals("readline")) {
            throw DaemonException.usage("this daemon has QMP monitors alone; leave out mode=readline");
        }
        return monitors.addMonitor(
                        options.string("chardev").orElseThrow(),
                        options.bool("pretty").orElse(false))
                .toCompletableFuture();
    }

    private void onMain(Callable<?> work) throws DaemonException, QmpException, JsonException {
        try {
            engine.call(work);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case QmpException q -> throw q;
                case JsonException j -> throw j;
                case BlockException b -> throw DaemonException.failed(b.getMessage(), b);
                case RuntimeException r -> throw r;
                case Throwable other -> throw new IllegalStateException(other);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
