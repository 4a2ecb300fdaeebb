package org.jobdeck.servers.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;

/** A monitor on a Unix domain socket, with one running job, that misbehaves in a way of its own. Any thread. */
public final class HostileServer implements AutoCloseable {

    /** How QEMU 7.2 greets. */
    public static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7, \"minor\": 2, \"micro\": 22},"
                    + " \"package\": \"\"}, \"capabilities\": [\"oob\"]}}\r\n";

    private static final Map<String, String> ANSWERS = Map.of(
            "query-jobs",
            "[{\"id\": \"copy\", \"type\": \"backup\", \"status\": \"running\", \"current-progress\": 1048576,"
                    + " \"total-progress\": 67108864}]",
            "query-block-jobs",
            "[{\"device\": \"copy\", \"type\": \"backup\", \"len\": 67108864, \"offset\": 1048576, \"speed\": 65536,"
                    + " \"busy\": true, \"paused\": false, \"ready\": false, \"status\": \"running\","
                    + " \"io-status\": \"ok\", \"auto-finalize\": true, \"auto-dismiss\": true}]",
            "query-qmp-schema",
            "[{\"meta-type\": \"command\", \"name\": \"job-pause\", \"arg-type\": \"0\", \"ret-type\": \"0\"}]",
            "query-named-block-nodes",
            "[]",
            "query-block",
            "[]");

    private final ServerSocketChannel listener;
    private final Path path;
    private final Manners manners;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile SocketChannel client;

    /** What becomes of a client that has come. */
    @FunctionalInterface
    public interface Manners {
        /** Serves it; may end before the client has left. */
        void receive(HostileServer server) throws IOException, JsonParseException;
    }

    /** How one command is answered. */
    @FunctionalInterface
    public interface Reply {
        /**
         * Answers, or does not.
         *
         * @param command its name; empty for one that is to overtake others
         * @param id its id, as JSON
         */
        void to(HostileServer server, String command, String id) throws IOException;
    }

    /**
     * Listens.
     *
     * @param path of the socket
     */
    public HostileServer(Path path, Manners manners) throws IOException {
        this.path = path;
        this.manners = manners;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(this::serve);
    }

    /** Greets as it should and answers every command in that way. */
    public static Manners answering(Reply reply) {
        return server -> {
            server.send(GREETING);
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(Channels.newInputStream(server.client), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonObject message = JsonDocument.parseObject(line);
                String command = message.string("execute").orElse("");
                reply.to(server, command, message.get("id").orElseThrow().toJson());
            }
        };
    }

    /** Answers as it should until it is asked for the jobs for that many times, and then answers that in another way. */
    public static Manners until(int polls, Reply then) {
        AtomicInteger seen = new AtomicInteger();
        return answering((server, command, id) -> {
            if (command.equals("query-jobs") && seen.incrementAndGet() > polls) {
                then.to(server, command, id);
            } else {
                server.send(right(command, id));
            }
        });
    }

    /** The right answer; no command may overtake others. */
    public static String right(String command, String id) {
        return command.isEmpty()
                ? "{\"id\": " + id + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n"
                : "{\"id\": " + id + ", \"return\": " + ANSWERS.getOrDefault(command, "{}") + "}\r\n";
    }

    /** Where it listens. */
    public Path path() {
        return path;
    }

    /** Sends a text. */
    public void send(String text) throws IOException {
        send(text, text.length());
    }

    /** Sends a text in pieces of so many bytes. */
    public void send(String text, int piece) throws IOException {
        send(client, text.getBytes(StandardCharsets.UTF_8), piece);
    }

    /** Sends bytes that need not be a text. */
    public void send(byte[] bytes) throws IOException {
        send(client, bytes, bytes.length);
    }

    private void send(SocketChannel to, byte[] bytes, int piece) throws IOException {
        sending.lock();
        try {
            for (int at = 0; at < bytes.length; at += piece) {
                ByteBuffer next = ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at));
                while (next.hasRemaining()) {
                    to.write(next);
                }
            }
        } finally {
            sending.unlock();
        }
    }

    /** Sends a text byte by byte after a while, to the client that is there now and not to the next. */
    public void sendLate(String text, long millis) {
        SocketChannel to = client;
        later.schedule(
                () -> {
                    send(to, text.getBytes(StandardCharsets.UTF_8), 1);
                    return null;
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Leaves the client. */
    public void leave() throws IOException {
        client.close();
    }

    private void serve() {
        while (listener.isOpen()) {
            try {
                client = listener.accept();
                manners.receive(this);
            } catch (IOException | JsonParseException e) {
                // that client has left, or the test is over
            }
        }
    }

    @Override
    public void close() throws IOException {
        later.shutdownNow();
        listener.close();
        if (client != null) {
            client.close();
        }
    }
}
