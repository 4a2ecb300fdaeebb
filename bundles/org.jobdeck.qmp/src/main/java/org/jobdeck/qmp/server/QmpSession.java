package org.jobdeck.qmp.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.QmpVersion;

/**
 * What is between one client and the commands: greeting, negotiation, the order of commands and replies (QEMU:
 * MonitorQMP).
 *
 * <p>In-band commands run one at a time in the order in which they came. Without out-of-band execution no input is taken
 * while one runs; with it, up to {@value #QUEUE_LIMIT} more are taken and kept. An out-of-band command runs at once, and
 * no input is taken until it is answered.
 *
 * <p>Belongs to the thread of the executor that it is made with, in which also the outcomes of commands are taken.
 */
final class QmpSession {
    static final int QUEUE_LIMIT = 8;

    private static final Logger LOG = System.getLogger(QmpSession.class.getName());

    private final QmpVersion version;
    private final QmpCommands commands;
    private final MonitorOptions options;
    private final Executor executor;
    private final Transport transport;
    private final MessageWriter writer;
    private final Negotiation negotiation;
    private final JsonStreamParser parser = new JsonStreamParser(new Received());
    private final Queue<Input> waiting = new ArrayDeque<>();
    private boolean inBandRuns;
    private boolean outOfBandRuns;
    private boolean closed;

    /** What came in: a value, or an error in place of one. */
    private record Input(JsonValue value, JsonParseException error) {}

    private final class Received implements JsonSink {
        @Override
        public void value(JsonValue value) {
            if (Request.isOutOfBand(value)) {
                dispatch(value, false);
            } else {
                waiting.add(new Input(value, null));
                dispatchWaiting();
            }
        }

        @Override
        public void error(JsonParseException error) {
            waiting.add(new Input(null, error));
            dispatchWaiting();
        }
    }

    QmpSession(
            QmpVersion version, QmpCommands commands, MonitorOptions options, Executor executor, Transport transport) {
        this.version = version;
        this.commands = commands;
        this.options = options;
        this.executor = executor;
        this.transport = transport;
        this.writer = new MessageWriter(options.pretty());
        this.negotiation = new Negotiation(options.outOfBand());
    }

    /** Greets the client. */
    void open() {
        JsonArray capabilities = options.outOfBand() ? JsonArray.of(Negotiation.OUT_OF_BAND) : JsonArray.of();
        JsonObject greeting = JsonObject.builder()
                .put("version", version.toJson())
                .put("capabilities", capabilities)
                .build();
        transport.send(writer.write(JsonObject.of("QMP", greeting)));
    }

    /** Ends the session: what waits is forgotten, and outcomes still to come are dropped. */
    void close() {
        closed = true;
        waiting.clear();
    }

    /** Whether {@link #feed} would take any input now. */
    boolean wantsInput() {
        if (closed || outOfBandRuns) {
            return false;
        }
        return negotiation.hasOutOfBand() ? waiting.size() < QUEUE_LIMIT : !inBandRuns && waiting.isEmpty();
    }

    /** Takes input as long as the session wants some; the rest stays in the buffer. */
    void feed(ByteBuffer input) {
        byte[] bytes = input.array();
        while (input.hasRemaining() && wantsInput()) {
            parser.feed(bytes, input.arrayOffset() + input.position(), 1);
            input.position(input.position() + 1);
        }
    }

    /** Sends an event to the client if the negotiation is over. */
    void event(OutgoingEvent event) {
        if (negotiation.isComplete() && !closed) {
            transport.send(event.bytes(options.pretty()));
        }
    }

    private void dispatchWaiting() {
        while (!inBandRuns && !closed && !waiting.isEmpty()) {
            Input next = waiting.remove();
            if (next.error == null) {
                dispatch(next.value, true);
            } else {
                refuse(QmpException.generic(next.error.getMessage()), Optional.empty());
            }
        }
    }

    private void dispatch(JsonValue input, boolean inBand) {
        Optional<JsonValue> id = Request.idOf(input);
        try {
            Request request = Request.of(input, negotiation.hasOutOfBand());
            requireKnown(request);
            if (request.command().equals(Negotiation.COMMAND)) {
                commands.check(request.command(), request.arguments());
                negotiation.accept(request.arguments());
                transport.send(writer.success(JsonObject.empty(), id));
            } else {
                execute(request, inBand, id);
            }
        } catch (QmpException e) {
            refuse(e, id);
        } catch (RuntimeException | Error e) {
            refuse(inside("A command", e), id);
        }
    }

    private void requireKnown(Request request) throws QmpException {
        String name = request.command();
        boolean negotiates = name.equals(Negotiation.COMMAND);
        if (!negotiation.isComplete() && !negotiates) {
            throw new QmpException(
                    QmpErrorClass.COMMAND_NOT_FOUND,
                    "Expecting capabilities negotiation with '" + Negotiation.COMMAND + "'");
        }
        boolean allowOutOfBand = !negotiates
                && commands.find(name)
                        .orElseThrow(() -> QmpException.noSuchCommand(name))
                        .allowOutOfBand();
        if (request.outOfBand() && !allowOutOfBand) {
            throw QmpException.generic("The command " + name + " does not support OOB");
        }
    }

    private void execute(Request request, boolean inBand, Optional<JsonValue> id) {
        setRunning(inBand, true);
        CompletionStage<JsonValue> outcome;
        try {
            outcome = Objects.requireNonNull(commands.execute(request.command(), request.arguments()), "outcome");
        } catch (RuntimeException | Error e) {
            outcome = CompletableFuture.failedStage(e);
        }
        outcome.whenComplete((value, failure) -> executor.execute(() -> {
            setRunning(inBand, false);
            if (!closed) {
                reply(request.command(), value, failure, id);
                dispatchWaiting();
                transport.inputWanted();
            }
        }));
    }

    private void setRunning(boolean inBand, boolean runs) {
        if (inBand) {
            inBandRuns = runs;
        } else {
            outOfBandRuns = runs;
        }
    }

    private void reply(String command, JsonValue value, Throwable failure, Optional<JsonValue> id) {
        if (failure != null) {
            refuse(errorOf(command, failure), id);
            return;
        }
        ByteBuffer message;
        try {
            message = writer.success(value, id);
        } catch (RuntimeException | Error e) {
            refuse(inside("The command " + command, e), id);
            return;
        }
        transport.send(message);
    }

    private void refuse(QmpException error, Optional<JsonValue> id) {
        transport.send(writer.failure(error, id));
    }

    private static QmpException errorOf(String command, Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof QmpException error ? error : inside("The command " + command, cause);
    }

    private static QmpException inside(String what, Throwable failure) {
        LOG.log(Level.ERROR, what + " failed because of an error inside the program.", failure);
        return QmpException.generic(what + " failed because of an error inside the program; its log says more.");
    }
}
