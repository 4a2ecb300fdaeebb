package org.jobdeck.qmp.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpException;

/** What is said over one connection, from the greeting on. Belongs to the selector thread. */
final class Conversation {
    private static final Logger LOG = System.getLogger(Conversation.class.getName());

    private final ClientListener listener;
    private final Consumer<ByteBuffer> out;
    private final Supplier<Instant> now;
    private final Requests requests;
    private final JsonStreamParser parser;
    private Greeting greeting;
    private boolean connected;
    private ProtocolException violation;

    /** What came is not the protocol; the message is a sentence for the user. */
    static final class ProtocolException extends IOException {
        private static final long serialVersionUID = 1L;

        ProtocolException(String sentence) {
            super(sentence);
        }
    }

    /**
     * Waits for the greeting.
     *
     * @param out takes messages to send
     * @param now the time of events that come without one
     */
    Conversation(ClientLimits limits, ClientListener listener, Consumer<ByteBuffer> out, Supplier<Instant> now) {
        this.listener = listener;
        this.out = out;
        this.now = now;
        this.requests = new Requests(limits, this::send);
        this.parser = new JsonStreamParser(limits.message(), new JsonSink() {
            @Override
            public void value(JsonValue value) {
                take(value);
            }

            @Override
            public void error(JsonParseException error) {
                violate("it is not JSON that can be read (" + error.getMessage() + ")");
            }
        });
    }

    /**
     * Takes what the server has sent.
     *
     * @throws ProtocolException if it is not the protocol; nothing more may be fed
     */
    void feed(ByteBuffer bytes) throws ProtocolException {
        parser.feed(bytes);
        if (violation != null) {
            throw violation;
        }
    }

    /** Whether the server has greeted. */
    boolean isGreeted() {
        return greeting != null;
    }

    /** Whether a message has begun and not ended. */
    boolean isInsideMessage() {
        return parser.isInsideValue();
    }

    /** The commands that have no reply yet. */
    Requests requests() {
        return requests;
    }

    private void take(JsonValue value) {
        if (violation != null) {
            return;
        }
        if (!(value instanceof JsonObject message)) {
            violate("it is not an object");
        } else if (greeting == null) {
            greet(message);
        } else if (message.has("event")) {
            event(message);
        } else if (message.has("return") || message.has("error")) {
            reply(message);
        } else {
            violate("it is neither a reply nor an event");
        }
    }

    private void greet(JsonObject message) {
        Optional<JsonObject> qmp = message.object("QMP");
        if (qmp.isEmpty()) {
            violate("it does not begin with the greeting of a monitor");
            return;
        }
        greeting = Greeting.of(qmp.get());
        JsonObject wanted =
                greeting.outOfBand() ? JsonObject.of("enable", JsonArray.of(Greeting.OUT_OF_BAND)) : JsonObject.empty();
        send(QmpRequest.of("qmp_capabilities", wanted).toJson(0));
    }

    private void event(JsonObject message) {
        Optional<String> name = message.string("event");
        if (name.isEmpty()) {
            violate("an event has no name");
        } else if (connected) {
            QmpEvent event = new QmpEvent(name.get(), message.object("data"), timeOf(message));
            tell(() -> listener.event(event));
        }
    }

    /** A clock that failed is told as -1. */
    private Instant timeOf(JsonObject message) {
        JsonObject timestamp = message.object("timestamp").orElse(JsonObject.empty());
        long seconds = timestamp.integer("seconds").orElse(-1L);
        long micros = timestamp.integer("microseconds").orElse(-1L);
        boolean known = seconds >= 0 && seconds <= Instant.MAX.getEpochSecond() && micros >= 0 && micros < 1_000_000;
        return known ? Instant.ofEpochSecond(seconds, micros * 1000) : now.get();
    }

    private void reply(JsonObject message) {
        Optional<Long> id = message.integer("id");
        if (!connected) {
            accept(message, id);
            return;
        }
        Requests.Asked asked = id.isPresent() ? requests.answered(id.get()) : null;
        if (asked != null) {
            complete(asked.reply(), message);
        }
    }

    private void accept(JsonObject message, Optional<Long> id) {
        if (message.has("error") || !id.equals(Optional.of(0L))) {
            violate("the server did not accept the start of the conversation");
            return;
        }
        connected = true;
        tell(() -> listener.connected(greeting));
        requests.open();
    }

    /** A listener that fails must not leave a message half read. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A listener of a monitor's client failed; the connection goes on.", e);
        }
    }

    private static void complete(CompletableFuture<JsonValue> reply, JsonObject message) {
        Optional<JsonValue> value = message.get("return");
        if (value.isPresent()) {
            reply.complete(value.get());
            return;
        }
        JsonObject error = message.object("error").orElse(JsonObject.empty());
        QmpErrorClass errorClass =
                error.string("class").flatMap(QmpErrorClass::ofWireName).orElse(QmpErrorClass.GENERIC_ERROR);
        reply.completeExceptionally(
                new QmpException(errorClass, error.string("desc").orElse("The server gave no reason.")));
    }

    private void violate(String why) {
        if (violation == null) {
            violation = new ProtocolException("What came is not QEMU's monitor protocol: " + why + ".");
        }
    }

    private void send(JsonObject message) {
        out.accept(ByteBuffer.wrap((message.toJson() + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
