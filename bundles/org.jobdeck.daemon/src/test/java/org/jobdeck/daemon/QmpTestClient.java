package org.jobdeck.daemon;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonValue;

/** A plain client that waits: one thread, one command at a time. */
final class QmpTestClient implements AutoCloseable {

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16);
    private final Deque<JsonObject> received = new ArrayDeque<>();
    private final List<JsonObject> events = new ArrayList<>();
    private final JsonStreamParser parser = new JsonStreamParser(new JsonSink() {
        @Override
        public void value(JsonValue value) {
            received.add((JsonObject) value);
        }

        @Override
        public void error(JsonParseException e) {
            throw new AssertionError(e);
        }
    });

    private QmpTestClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects, reads the greeting and negotiates. */
    static QmpTestClient connect(Path socket) throws IOException {
        QmpTestClient client = new QmpTestClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        client.next();
        client.execute("{'execute': 'qmp_capabilities'}");
        return client;
    }

    /** Sends a command; its reply. Events that come before it are kept. */
    JsonObject execute(String command) throws IOException {
        send(command);
        while (true) {
            JsonObject message = next();
            if (!message.has("event")) {
                return message;
            }
            events.add(message);
        }
    }

    void send(String command) throws IOException {
        ByteBuffer out = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** The next message, whatever it is. */
    JsonObject next() throws IOException {
        while (received.isEmpty()) {
            in.clear();
            if (channel.read(in) < 0) {
                throw new IOException("the daemon has closed the connection");
            }
            parser.feed(in.flip());
        }
        return received.remove();
    }

    /** Reads on until a job has reached a state, unless it has by the events read so far. */
    void awaitStatus(String id, String status) throws IOException {
        while (events.stream().noneMatch(e -> isStatus(e, id, status))) {
            JsonObject message = next();
            if (message.has("event")) {
                events.add(message);
            }
        }
    }

    private static boolean isStatus(JsonObject event, String id, String status) {
        JsonObject data = event.object("data").orElse(JsonObject.empty());
        return event.string("event").orElse("").equals("JOB_STATUS_CHANGE")
                && data.string("id").orElse("").equals(id)
                && data.string("status").orElse("").equals(status);
    }

    /** The events that came so far, each as its name or, for changes of state, the state; then forgets them. */
    List<String> takeEvents() {
        List<String> names = events.stream()
                .map(e -> e.object("data")
                        .flatMap(d -> d.string("status"))
                        .orElse(e.string("event").orElse("?")))
                .toList();
        events.clear();
        return names;
    }

    /** The text of an error reply; empty for a success. */
    static String error(JsonObject reply) {
        return reply.object("error").flatMap(e -> e.string("desc")).orElse("");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
