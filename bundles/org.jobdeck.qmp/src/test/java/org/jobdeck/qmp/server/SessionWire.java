package org.jobdeck.qmp.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpEvent;

/** A session without a socket: bytes in, bytes out, and outcomes that are taken when the test says so. */
final class SessionWire implements Transport {
    private final Queue<Runnable> outcomes = new ArrayDeque<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final QmpSession session;
    private ByteBuffer unread = ByteBuffer.allocate(0);

    SessionWire(QmpCommands commands, MonitorOptions options) {
        session = new QmpSession(TableCommands.VERSION, commands, options, outcomes::add, this);
        session.open();
    }

    SessionWire(QmpCommands commands) {
        this(commands, MonitorOptions.named("m"));
    }

    /** A session that has been greeted and has negotiated, and whose replies to that are not to be seen. */
    static SessionWire negotiated(QmpCommands commands, String... capabilities) {
        SessionWire wire = new SessionWire(commands);
        String enable = capabilities.length == 0
                ? ""
                : ", 'arguments': {'enable': "
                        + JsonObject.of("x", JsonArray.of((Object[]) capabilities))
                                .array("x")
                                .orElseThrow() + "}";
        wire.ask("{'execute': 'qmp_capabilities'" + enable + "}");
        return wire;
    }

    @Override
    public void send(ByteBuffer message) {
        sent.write(message.array(), message.arrayOffset() + message.position(), message.remaining());
    }

    @Override
    public void inputWanted() {
        // the next turn looks
    }

    QmpSession session() {
        return session;
    }

    /** Hands over bytes of which the session takes what it wants; takes no outcomes. */
    void feed(byte[] bytes) {
        ByteBuffer all = ByteBuffer.allocate(unread.remaining() + bytes.length);
        all.put(unread).put(bytes).flip();
        unread = all;
        session.feed(unread);
    }

    void feed(String text) {
        feed(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes one outcome, if there is one, and lets the session go on with its input. */
    boolean turn() {
        Runnable outcome = outcomes.poll();
        if (outcome == null) {
            return false;
        }
        outcome.run();
        session.feed(unread);
        return true;
    }

    /** How many bytes the session has not taken. */
    int unread() {
        return unread.remaining();
    }

    /** All that was sent since the last time. */
    String sent() {
        String text = sent.toString(StandardCharsets.ISO_8859_1);
        sent.reset();
        return text;
    }

    /** The lines that were sent since the last time. */
    List<String> lines() {
        return sent().lines().toList();
    }

    /** Hands over bytes, takes all outcomes, and gives what was sent since the last time. */
    String ask(byte[] bytes) {
        feed(bytes);
        boolean more = true;
        while (more) {
            more = turn();
        }
        return sent();
    }

    List<String> ask(String text) {
        return ask(text.getBytes(StandardCharsets.UTF_8)).lines().toList();
    }

    void event(String name, JsonObject data) {
        session.event(new OutgoingEvent(
                new QmpEvent(name, Optional.ofNullable(data), Instant.ofEpochSecond(1_700_000_000, 123_456_789))));
    }
}
