package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.Clock;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.SelectorThread;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server, its sockets and its clients. */
@Timeout(60)
class QmpServerTest {
    private static final String QUERY = "{'execute': 'query-jobs'}";
    private static final String NO_JOBS = "{\"return\": []}";
    private static final OutputLimits SMALL = new OutputLimits(10_000, 1_000_000);

    @TempDir
    Path directory;

    private final TableCommands commands = new TableCommands();
    private SelectorThread thread;
    private QmpServer server;

    @BeforeEach
    void start() throws IOException {
        thread = SelectorThread.start("qmp-test", Clock.system());
        server = new QmpServer(thread, Clock.system(), TableCommands.VERSION, commands, SMALL);
    }

    @AfterEach
    void stop() {
        server.close(Duration.ofSeconds(5));
        thread.close();
    }

    private ListenAddress unix(String name) throws IOException {
        ListenAddress address = new ListenAddress.Unix(directory.resolve(name));
        server.listen(ListenSocket.open(address), MonitorOptions.named(name));
        return address;
    }

    private ListenAddress tcp() throws IOException {
        ListenSocket socket = ListenSocket.open(new ListenAddress.Tcp("127.0.0.1", 0, false));
        server.listen(socket, MonitorOptions.named("tcp"));
        return socket.address();
    }

    private static QmpEvent event(String name, int size) {
        return new QmpEvent(name, Optional.of(JsonObject.of("text", "x".repeat(size))), Instant.EPOCH);
    }

    @Test
    void clientsOfUnixAndTcpSocketsAreServedAtOnce() throws Exception {
        try (LineClient one = new LineClient(unix("a"));
                LineClient two = new LineClient(tcp());
                LineClient shy = new LineClient(unix("b"))) {
            one.negotiate();
            two.negotiate();
            assertTrue(shy.line().startsWith("{\"QMP\""));
            assertEquals(NO_JOBS, one.ask(QUERY));
            assertEquals(NO_JOBS, two.ask(QUERY));

            server.broadcast(event("NEWS", 3));
            String news = "{\"timestamp\": {\"seconds\": 0, \"microseconds\": 0}, \"event\": \"NEWS\", \"data\": "
                    + "{\"text\": \"xxx\"}}";
            assertEquals(news, one.line());
            assertEquals(news, two.line());
            assertEquals("{\"return\": {}}", shy.ask("{'execute': 'qmp_capabilities'}"));
        }
    }

    @Test
    void eventsOfACommandComeBeforeItsReply() throws Exception {
        commands.add("tell", false, arguments -> {
            server.broadcast(event("TOLD", 1));
            return CompletableFuture.completedStage(JsonObject.empty());
        });
        try (LineClient client = LineClient.negotiated(unix("a"))) {
            for (int i = 0; i < 200; i++) {
                assertTrue(client.ask("{'execute': 'tell'}").contains("TOLD"));
                assertEquals("{\"return\": {}}", client.line());
            }
        }
    }

    @Test
    void theNextClientWaitsAndIsGreetedAfresh() throws Exception {
        ListenAddress address = unix("a");
        try (LineClient second = connectSecond(address)) {
            assertTrue(second.line().startsWith("{\"QMP\""));
            assertTrue(second.ask(QUERY).contains("Expecting capabilities negotiation"));
        }
    }

    private static LineClient connectSecond(ListenAddress address) throws IOException {
        try (LineClient first = LineClient.negotiated(address)) {
            LineClient second = new LineClient(address);
            assertEquals(NO_JOBS, first.ask(QUERY));
            assertFalse(second.hasInput());
            first.send("{'execute': 'half");
            return second;
        }
    }

    @Test
    void aClientMayComeBackAsOftenAsItLikes() throws Exception {
        ListenAddress unix = unix("a");
        ListenAddress tcp = tcp();
        for (int i = 0; i < 50; i++) {
            try (LineClient client = LineClient.negotiated(unix)) {
                client.send(i % 2 == 0 ? QUERY.repeat(20) : "{'execute': [1, 'un");
            }
            LineClient reset = LineClient.negotiated(tcp);
            reset.send(QUERY.repeat(20) + "[[");
            reset.reset();
        }
        try (LineClient one = LineClient.negotiated(unix);
                LineClient two = LineClient.negotiated(tcp)) {
            assertEquals(NO_JOBS, one.ask(QUERY));
            assertEquals(NO_JOBS, two.ask(QUERY));
        }
    }

    @Test
    void aReplyThatComesTooLateIsNotForTheNextClient() throws Exception {
        CompletableFuture<JsonValue> outcome = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        commands.add("slow", false, arguments -> {
            started.countDown();
            return outcome;
        });
        // with oob, the end of the connection is seen although the command runs
        ListenAddress address = unix("a");
        try (LineClient first = new LineClient(address)) {
            first.line();
            first.ask("{'execute': 'qmp_capabilities', 'arguments': {'enable': ['oob']}}");
            first.send("{'execute': 'slow'}");
            assertTrue(started.await(10, TimeUnit.SECONDS));
        }
        try (LineClient second = LineClient.negotiated(address)) {
            outcome.complete(new JsonString("late"));
            assertEquals(NO_JOBS, second.ask(QUERY));
        }
    }

    @Test
    void commandsMayComeByteByByte() throws Exception {
        try (LineClient client = LineClient.negotiated(tcp())) {
            for (char c : "{\"execute\": \"query-jobs\", \"id\": \"é\"}".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertEquals("{\"return\": [], \"id\": \"\\u00E9\"}", client.line());
        }
    }

    @Test
    void aClientThatSendsMuchBeforeItReadsLosesNothing() throws Exception {
        commands.add(
                "big", false, arguments -> CompletableFuture.completedStage(JsonObject.of("text", "y".repeat(5_000))));
        try (LineClient client = LineClient.negotiated(unix("a"))) {
            int count = 2_000;
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < count; i++) {
                        client.send("{'execute': 'big', 'id': " + i + "}");
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int i = 0; i < count; i++) {
                assertTrue(client.line().endsWith("\"id\": " + i + "}"));
            }
            sender.join();
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndTheOthersAreNot() throws Exception {
        try (SilentLog silence = new SilentLog(SocketConnection.class);
                LineClient deaf = LineClient.negotiated(unix("deaf"));
                LineClient other = LineClient.negotiated(unix("other"))) {
            int count = 0;
            while (silence.count() == 0) {
                server.broadcast(event("NOISE", 10_000));
                assertTrue(other.line().contains("NOISE"));
                count++;
            }
            int read = 0;
            for (String line = deaf.line(); line != null && line.endsWith("}"); line = deaf.line()) {
                read++;
            }
            assertTrue(read < count, read + " of " + count);
            assertEquals(NO_JOBS, other.ask(QUERY));
            assertEquals(1, silence.count());
        }
    }

    @Test
    void theEndWritesWhatIsQueuedAndClosesTheSockets() throws Exception {
        Path file = directory.resolve("a");
        try (LineClient client = LineClient.negotiated(unix("a"));
                LineClient idle = new LineClient(unix("b"))) {
            client.send(QUERY);
            assertEquals(NO_JOBS, client.line());
            for (int i = 0; i < 50; i++) {
                server.broadcast(event("LAST" + i, 10_000));
            }
            CompletableFuture<Boolean> end = CompletableFuture.supplyAsync(() -> server.close(Duration.ofSeconds(20)));
            for (int i = 0; i < 50; i++) {
                assertTrue(client.line().contains("LAST" + i + "\""));
            }
            assertNull(client.line());
            assertTrue(idle.line().startsWith("{\"QMP\""));
            assertNull(idle.line());
            assertTrue(end.get());
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void theEndDoesNotWaitForEver() throws Exception {
        try (SilentLog silence = new SilentLog(QmpServer.class);
                LineClient deaf = LineClient.negotiated(unix("a"))) {
            for (int i = 0; i < 90; i++) {
                server.broadcast(event("NOISE", 10_000));
            }
            assertFalse(server.close(Duration.ofMillis(50)));
            assertTrue(silence.count() > 0);
            String last = deaf.line();
            while (last != null && last.endsWith("}")) {
                last = deaf.line();
            }
            assertFalse(Files.exists(directory.resolve("a")));
        }
    }

    @Test
    void theFirstClientIsReported() throws Exception {
        ListenSocket socket = ListenSocket.open(new ListenAddress.Unix(directory.resolve("w")));
        CompletableFuture<Void> first =
                server.listen(socket, MonitorOptions.named("w")).toCompletableFuture();
        assertFalse(first.isDone());
        try (LineClient client = new LineClient(socket.address())) {
            first.get(10, TimeUnit.SECONDS);
            client.negotiate();
        }
    }

    @Test
    void streamsAreServedToo() throws Exception {
        try (PipedOutputStream input = new PipedOutputStream();
                PipedInputStream output = new PipedInputStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.US_ASCII))) {
            server.serve(new PipedInputStream(input), new PipedOutputStream(output), MonitorOptions.named("stdio"));
            assertTrue(lines.readLine().startsWith("{\"QMP\""));
            String all = "{'execute': 'qmp_capabilities'}" + QUERY.repeat(5_000);
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    input.write(all.getBytes(StandardCharsets.US_ASCII));
                    input.close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertEquals("{\"return\": {}}", lines.readLine());
            for (int i = 0; i < 5_000; i++) {
                assertEquals(NO_JOBS, lines.readLine());
            }
            sender.join();
            server.broadcast(event("AFTERWARDS", 1));
            assertTrue(lines.readLine().contains("AFTERWARDS"));
            assertTrue(server.close(Duration.ofSeconds(20)));
        }
    }
}
