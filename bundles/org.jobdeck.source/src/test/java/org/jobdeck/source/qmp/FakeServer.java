package org.jobdeck.source.qmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.qmp.client.QmpAddress;

/** A server with the answers that a test gives it, which tells what it was asked. */
final class FakeServer implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final String capabilities;
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of(
            "qmp_capabilities", "{}",
            "query-version", "{}",
            "query-qmp-schema", "[]",
            "query-jobs", "[]",
            "query-block-jobs", "[]"));
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private volatile SocketChannel client;

    /**
     * Listens.
     *
     * @param capabilities those in the greeting, as JSON
     */
    FakeServer(String capabilities) throws IOException {
        this.capabilities = capabilities;
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    QmpAddress address() throws IOException {
        return new QmpAddress.Tcp("127.0.0.1", ((InetSocketAddress) listener.getLocalAddress()).getPort());
    }

    /** From now on a command has that answer. */
    FakeServer answer(String command, String json) {
        answers.put(command, json);
        return this;
    }

    /** From now on a command has no answer. */
    void ignore(String command) {
        silent.add(command);
    }

    /** From now on a command is refused with that text. */
    void refuse(String command, String text) {
        refused.put(command, text);
    }

    /** The name of the next command but those named, with "oob " in front if it was to overtake others. */
    String next(String... but) throws InterruptedException {
        String name;
        do {
            name = asked.poll(20, TimeUnit.SECONDS);
        } while (name != null && List.of(but).contains(name));
        return name;
    }

    /** All that has come so far. */
    List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    /** How many commands of that name have come since they were counted last. */
    long count(String command) {
        return drain().stream().filter(command::equals).count();
    }

    private List<String> drain() {
        List<String> all = new ArrayList<>();
        asked.drainTo(all);
        return all;
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }

    private void serve() {
        try {
            while (true) {
                client = listener.accept();
                send("{\"QMP\": {\"version\": {}, \"capabilities\": " + capabilities + "}}");
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    take(JsonDocument.parseObject(line));
                }
            }
        } catch (IOException | JsonParseException e) {
            // the test is over
            asked.add("end: " + e.getMessage());
        }
    }

    private void take(JsonObject message) throws IOException {
        boolean overtakes = message.has("exec-oob");
        String command = message.string(overtakes ? "exec-oob" : "execute").orElseThrow();
        messages.add(message);
        asked.add(overtakes ? "oob " + command : command);
        String id = message.get("id").orElseThrow().toJson();
        if (silent.contains(command)) {
            return;
        }
        String refusal = overtakes ? "no" : refused.get(command);
        if (refusal != null) {
            send("{\"id\": " + id + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"" + refusal + "\"}}");
        } else {
            send("{\"id\": " + id + ", \"return\": " + answers.getOrDefault(command, "{}") + "}");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (client != null) {
            client.close();
        }
    }
}
