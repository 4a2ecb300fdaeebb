package org.jobdeck.qmp.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.client.ConnectionEnd.Reason;

/**
 * What is said over one connection, from the greeting on. Belongs to the selector thread.
 *
 * <p>QEMU's main loop may still be at a command of the client before when this one has come, and sends what it answers to
 * whoever has the monitor by then: before the reply that starts this conversation, at times even before the greeting. Such
 * replies are known by their ids and left out. Commands are carried out in turn, so none comes later.
 */
final class Conversation {
    private static final Logger LOG = System.getLogger(Conversation.class.getName());

    private final ClientListener listener;
    private final Consumer<ByteBuffer> out;
    private final Supplier<Instant> now;
    private final Requests requests;
    private final JsonStreamParser parser;
    /** Of the command that starts the conversation; no client has had it before. */
    private final JsonString openingId = new JsonString("jobdeck-" + UUID.randomUUID());

    private Greeting greeting;
    private boolean connected;
    private EndedException ended;

    /** The conversation cannot go on; the message is the end of a sentence for the user that begins with the address. */
    static final class EndedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        EndedException(Reason reason, String sentence) {
            super(sentence);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
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
     * @throws EndedException if it is not the protocol, or a refusal of this client; nothing more may be fed
     */
    void feed(ByteBuffer bytes) throws EndedException {
        parser.feed(bytes);
        if (ended != null) {
            throw ended;
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
        if (ended != null) {
            return;
        }
        if (!(value instanceof JsonObject message)) {
            violate("it is not an object");
        } else if (greeting == null) {
            greet(message);
        } else if (message.has("event")) {
            event(message);
        } else if (isReply(message)) {
            reply(message);
        } else {
            violate("it is neither a reply nor an event");
        }
    }

    private static boolean isReply(JsonObject message) {
        return message.has("return") || message.has("error");
    }

    private void greet(JsonObject message) {
        Optional<JsonObject> qmp = message.object("QMP");
        if (qmp.isEmpty()) {
            if (!message.has("event") && !isReply(message)) {
                violate("it does not begin with the greeting of a monitor");
            }
            return;
        }
        greeting = Greeting.of(qmp.get());
        JsonObject wanted =
                greeting.outOfBand() ? JsonObject.of("enable", JsonArray.of(Greeting.OUT_OF_BAND)) : JsonObject.empty();
        send(QmpRequest.of("qmp_capabilities", wanted).toJson(openingId));
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
        if (!connected) {
            if (message.get("id").equals(Optional.of(openingId))) {
                start(message);
            }
            return;
        }
        Optional<Long> id = message.integer("id");
        Requests.Asked asked = id.isPresent() ? requests.answered(id.get()) : null;
        if (asked != null) {
            complete(asked.reply(), message);
        }
    }

    /**
     * If the conversation has begun by a command of the client before, which was carried out after its end, the server is
     * ready for this one too. With which capabilities is not known, so nothing is asked for out of band.
     */
    private void start(JsonObject message) {
        if (message.has("error")) {
            QmpException refusal = refusal(message);
            if (refusal.errorClass() != QmpErrorClass.COMMAND_NOT_FOUND) {
                String words = refusal.getMessage();
                ended = new EndedException(
                        Reason.REFUSED,
                        "refused to start the conversation: " + words + (words.endsWith(".") ? "" : "."));
                return;
            }
            greeting = greeting.inBand();
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
        } else {
            reply.completeExceptionally(refusal(message));
        }
    }

    private static QmpException refusal(JsonObject message) {
        JsonObject error = message.object("error").orElse(JsonObject.empty());
        QmpErrorClass errorClass =
                error.string("class").flatMap(QmpErrorClass::ofWireName).orElse(QmpErrorClass.GENERIC_ERROR);
        return new QmpException(errorClass, error.string("desc").orElse("The server gave no reason."));
    }

    private void violate(String why) {
        if (ended == null) {
            ended = new EndedException(
                    Reason.NOT_QMP, "is left. What came is not QEMU's monitor protocol: " + why + ".");
        }
    }

    private void send(JsonObject message) {
        out.accept(ByteBuffer.wrap((message.toJson() + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
