package org.jobdeck.daemon.differential;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonValue;

/** A connection through a socket. */
final class ChannelWire implements Wire {
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final Deque<JsonObject> messages = new ArrayDeque<>();
    private final JsonStreamParser parser = new JsonStreamParser(new Incoming());

    /** Takes a connected channel over. */
    ChannelWire(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            // packets are small beside the socket's buffer: it is full only if the daemon has stopped reading
            if (channel.write(bytes) == 0) {
                throw new IOException("A packet was to be sent, but the daemon does not read any more.");
            }
        }
    }

    @Override
    public Optional<JsonObject> receive(long deadline) throws IOException {
        while (messages.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            int ready = left > 0 ? selector.select(left) : selector.selectNow();
            selector.selectedKeys().clear();
            if (ready == 0 && left <= 0) {
                return Optional.empty();
            }
            read();
        }
        return Optional.of(messages.remove());
    }

    private void read() throws IOException {
        int count = channel.read(buffer.clear());
        if (count < 0) {
            throw new EOFException("The daemon closed the connection.");
        }
        parser.feed(buffer.flip());
    }

    @Override
    public void close() throws IOException {
        try (channel;
                selector) {
            messages.clear();
        }
    }

    /** A daemon that says what is no object is out of its mind: the session ends. */
    private final class Incoming implements JsonSink {
        @Override
        public void value(JsonValue value) {
            if (value instanceof JsonObject object) {
                messages.add(object);
            } else {
                throw new IllegalStateException("The daemon said " + value + ", which is no object.");
            }
        }

        @Override
        public void error(JsonParseException error) {
            throw new IllegalStateException("The daemon said what is not JSON.", error);
        }
    }
}
