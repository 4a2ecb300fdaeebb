package org.jobdeck.qmp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonLimits;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.SelectorThread;
import org.jobdeck.qmp.client.ConnectionEnd.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client and servers of every kind. */
@Timeout(60)
class QmpClientTest {
    private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(1_000));
    private final HeardListener heard = new HeardListener();
    private SelectorThread thread;
    private ScriptedServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        thread = SelectorThread.start("clients", clock);
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() throws IOException {
        thread.close();
        server.close();
    }

    private QmpClient connect(ClientLimits limits) throws IOException {
        return QmpClient.connect(thread, clock, server.address(), limits, heard);
    }

    private QmpClient connected() throws Exception {
        QmpClient client = connect(ClientLimits.standard());
        server.open();
        heard.next(Greeting.class);
        return client;
    }

    private ConnectionEnd ended(Reason reason) throws InterruptedException {
        ConnectionEnd end = heard.next(ConnectionEnd.class);
        assertEquals(reason, end.reason(), end.sentence());
        assertTrue(end.sentence().endsWith("."), end.sentence());
        return end;
    }

    private static String value(CompletableFuture<JsonValue> reply) throws Exception {
        return reply.get(20, TimeUnit.SECONDS).toJson();
    }

    private static <T extends Exception> T failure(Class<T> type, CompletableFuture<JsonValue> reply) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> reply.get(20, TimeUnit.SECONDS));
        return assertInstanceOf(type, failed.getCause());
    }

    /** Moves the clock when the thread has done all it was asked for. */
    private void advance(Duration step) throws InterruptedException {
        CountDownLatch through = new CountDownLatch(1);
        thread.execute(through::countDown);
        assertTrue(through.await(20, TimeUnit.SECONDS));
        clock.advance(step);
    }

    @Test
    void greetsNegotiatesAsksAndHears() throws Exception {
        QmpClient client = connect(ClientLimits.standard());
        CompletableFuture<JsonValue> early = client.execute(QmpRequest.of("query-jobs"));
        server.accept();
        server.send(ScriptedServer.GREETING);
        String opening = server.line();
        String id = ScriptedServer.idOf(opening);
        assertEquals(
                "{\"execute\": \"qmp_capabilities\", \"arguments\": {\"enable\": [\"oob\"]}, \"id\": " + id + "}",
                opening);
        server.send("{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"TOO_EARLY\"}\r\n");
        server.send("{\"return\": {}, \"id\": " + id + "}\r\n");
        Greeting greeting = heard.next(Greeting.class);
        assertTrue(greeting.outOfBand());
        assertTrue(greeting.version().isAtLeast(10, 0) && !greeting.version().isAtLeast(10, 1));
        assertEquals("{\"execute\": \"query-jobs\", \"id\": 1}", server.line());
        server.send(
                "{\"timestamp\": {\"seconds\": 5, \"microseconds\": 7}, \"event\": \"X\", \"data\": {\"a\": 1}}\r\n");
        server.send("{\"return\": [1, 2], \"id\": 1}\r\n");
        assertEquals("[1, 2]", value(early));
        QmpEvent event = heard.next(QmpEvent.class);
        assertEquals("X", event.name());
        assertEquals(Instant.ofEpochSecond(5, 7_000), event.at());
        assertEquals("{\"a\": 1}", event.data().orElseThrow().toJson());
        server.send("{\"timestamp\": {\"seconds\": -1, \"microseconds\": -1}, \"event\": \"NO_CLOCK\"}\r\n");
        assertEquals(clock.now(), heard.next(QmpEvent.class).at());
    }

    /**
     * What QEMU still does for the client before is answered to the one that has the monitor now: with the ids of that
     * client, after the greeting and, in one moment, before it.
     */
    @Test
    void whatTheClientBeforeHasLeftIsNotTakenForItsOwn() throws Exception {
        QmpClient client = connect(ClientLimits.standard());
        CompletableFuture<JsonValue> early = client.execute(QmpRequest.of("query-jobs"));
        server.accept();
        server.send("{\"return\": [], \"id\": 7}\r\n");
        server.send("{\"timestamp\": {\"seconds\": 1, \"microseconds\": 2}, \"event\": \"X\"}\r\n");
        server.send(ScriptedServer.GREETING);
        String id = server.openingId();
        server.send("{\"return\": {}, \"id\": 0}\r\n");
        server.send("{\"return\": {}, \"id\": \"libvirt-12\"}\r\n");
        server.send("{\"id\": 1, \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"Expecting capabilities"
                + " negotiation with 'qmp_capabilities'\"}}\r\n");
        server.send("{\"error\": {\"class\": \"GenericError\", \"desc\": \"JSON parse error, stray 'x'\"}}\r\n");
        advance(Duration.ZERO);
        assertTrue(heard.isEmpty(), "connected by the reply to somebody else's request");
        server.send("{\"return\": {}, \"id\": " + id + "}\r\n");
        assertTrue(heard.next(Greeting.class).outOfBand());
        server.line();
        server.send("{\"return\": [1], \"id\": 1}\r\n");
        assertEquals("[1]", value(early));
    }

    @Test
    void everyConnectionStartsWithAnotherId() throws Exception {
        connect(ClientLimits.standard());
        String first = server.greet().openingId();
        server.hangUp();
        ended(Reason.LOST);
        connect(ClientLimits.standard());
        assertNotEquals(first, server.greet().openingId());
    }

    /** The client before has asked for it, and was served after its end: whether with {@code oob} is not known. */
    @Test
    void aConversationThatHasBegunAlreadyGoesOnInBand() throws Exception {
        QmpClient client = connect(ClientLimits.standard());
        String id = server.greet().openingId();
        server.send("{\"id\": " + id + ", \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"Capabilities"
                + " negotiation is already complete, command ignored\"}}\r\n");
        Greeting greeting = heard.next(Greeting.class);
        assertFalse(greeting.outOfBand());
        assertTrue(greeting.version().isAtLeast(10, 0));
        CompletableFuture<JsonValue> reply = client.execute(QmpRequest.of("query-jobs"));
        server.line();
        server.send("{\"return\": [], \"id\": 1}\r\n");
        assertEquals("[]", value(reply));
    }

    @Test
    void aRefusalOfTheStartIsToldInTheServersWords() throws Exception {
        QmpClient client = connect(ClientLimits.standard());
        CompletableFuture<JsonValue> early = client.execute(QmpRequest.of("query-jobs"));
        String id = server.greet().openingId();
        server.send("{\"id\": " + id + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"Capability oob not"
                + " available\"}}\r\n");
        assertEquals(
                server.address() + " refused to start the conversation: Capability oob not available.",
                ended(Reason.REFUSED).sentence());
        assertFalse(failure(UnansweredException.class, early).wasSent());
    }

    /** This process may have stood still itself, or its thread may have been busy. */
    @Test
    void whatCameInTimeCountsEvenIfItIsReadLate() throws Exception {
        connect(ClientLimits.standard());
        server.accept();
        advance(Duration.ZERO);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        thread.execute(() -> {
            busy.countDown();
            await(goOn);
        });
        await(busy);
        server.send(ScriptedServer.GREETING);
        clock.advance(ClientLimits.standard().greeting());
        goOn.countDown();
        assertNotNull(server.line(), "the connection was ended though the server had greeted");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsRefusedHasClassAndText() throws Exception {
        QmpClient client = connected();
        CompletableFuture<JsonValue> reply = client.execute(
                QmpRequest.of("job-pause", JsonObject.of("id", "a\u00fc")).overtaking());
        assertEquals("{\"exec-oob\": \"job-pause\", \"arguments\": {\"id\": \"a\\u00FC\"}, \"id\": 1}", server.line());
        server.send("{\"id\": 1, \"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"Nothing there\"}}\r\n");
        QmpException refusal = failure(QmpException.class, reply);
        assertEquals(QmpErrorClass.DEVICE_NOT_ACTIVE, refusal.errorClass());
        assertEquals("Nothing there", refusal.getMessage());
        CompletableFuture<JsonValue> odd = client.execute(QmpRequest.of("x"));
        server.line();
        server.send("{\"id\": 2, \"error\": {\"class\": \"Unheard\"}}");
        assertEquals(
                QmpErrorClass.GENERIC_ERROR, failure(QmpException.class, odd).errorClass());
    }

    /** QEMU takes eight; what overtakes must still come through. */
    @Test
    void keepsRoomInTheServersQueue() throws Exception {
        QmpClient client = connected();
        List<CompletableFuture<JsonValue>> replies = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            replies.add(client.execute(QmpRequest.of("q" + i)));
        }
        CompletableFuture<JsonValue> urgent =
                client.execute(QmpRequest.of("beat").overtaking());
        for (int i = 0; i < 7; i++) {
            assertTrue(server.line().contains("\"q" + i + "\""));
        }
        assertTrue(server.line().contains("exec-oob"));
        server.send("{\"return\": {}, \"id\": 8}");
        assertEquals("{}", value(urgent));
        server.send("{\"return\": {}, \"id\": 1}{\"return\": {}, \"id\": 2}");
        assertTrue(server.line().contains("\"q7\""));
        assertTrue(server.line().contains("\"q8\""));
        for (int id : new int[] {3, 4, 5, 6, 7, 9, 10}) {
            server.send("{\"return\": {}, \"id\": " + id + "}");
        }
        for (CompletableFuture<JsonValue> reply : replies) {
            assertEquals("{}", value(reply));
        }
    }

    @Test
    void tooManyWaitingFailAtOnce() throws Exception {
        QmpClient client =
                connect(new ClientLimits(Duration.ofSeconds(5), Duration.ofSeconds(2), 1, 1, JsonLimits.standard()));
        server.open();
        heard.next(Greeting.class);
        client.execute(QmpRequest.of("a"));
        client.execute(QmpRequest.of("b"));
        assertFalse(failure(UnansweredException.class, client.execute(QmpRequest.of("c")))
                .wasSent());
    }

    @Test
    void aLateReplyIsTheEndOfItsCommandOnly() throws Exception {
        QmpClient client = connected();
        CompletableFuture<JsonValue> slow = client.execute(QmpRequest.of("slow").within(Duration.ofSeconds(3)));
        server.line();
        advance(Duration.ofMillis(2_999));
        assertFalse(slow.isDone());
        advance(Duration.ofMillis(1));
        UnansweredException late = failure(UnansweredException.class, slow);
        assertTrue(late.wasSent());
        assertTrue(late.getMessage().contains("'slow' was not answered within 3 s"), late.getMessage());
        server.send("{\"return\": 1, \"id\": 1}{\"return\": 2, \"id\": 99}{\"error\": {\"desc\": \"no id\"}}");
        CompletableFuture<JsonValue> next = client.execute(QmpRequest.of("next"));
        server.line();
        server.send("{\"return\": 3, \"id\": 2}");
        assertEquals("3", value(next));
    }

    /** It would be handed the monitor when the other client leaves. */
    @Test
    void leavesAServerThatDoesNotGreet() throws Exception {
        connect(ClientLimits.standard());
        server.accept();
        advance(Duration.ofMillis(1_999));
        advance(Duration.ofMillis(1));
        assertTrue(ended(Reason.IN_USE).sentence().contains("in use by another client"));
        assertNull(server.line());
    }

    @Test
    void leavesWhatIsNoMonitor() throws Exception {
        for (String said : List.of("HTTP/1.1 400 Bad Request\r\n", "[1]", "{\"a\": 1}\r\n", "\u0001\n")) {
            connect(ClientLimits.standard());
            server.accept();
            server.send(said);
            ended(Reason.NOT_QMP);
            server.hangUp();
        }
        for (String said : List.of("{\"a\": 1}", "{\"event\": 1}", "{", "7 ", "{\"a\": 1 1}")) {
            QmpClient client = connected();
            CompletableFuture<JsonValue> reply = client.execute(QmpRequest.of("x"));
            server.line();
            server.send(said);
            if (said.equals("{")) {
                server.hangUp();
                assertTrue(ended(Reason.LOST).sentence().contains("in the middle of a message"));
            } else {
                ended(Reason.NOT_QMP);
            }
            assertTrue(failure(UnansweredException.class, reply).wasSent());
            server.hangUp();
        }
    }

    @Test
    void doesNotTakeMessagesWithoutEnd() throws Exception {
        connect(new ClientLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(2), 7, 7, new JsonLimits(10_000, 1_000, 10)));
        server.open();
        heard.next(Greeting.class);
        server.send("{\"event\": \"" + "x".repeat(10_001));
        ended(Reason.NOT_QMP);
    }

    @Test
    void tellsOfAServerThatLeaves() throws Exception {
        QmpClient client = connected();
        CompletableFuture<JsonValue> reply = client.execute(QmpRequest.of("x"));
        server.line();
        server.hangUp();
        ended(Reason.LOST);
        assertTrue(failure(UnansweredException.class, reply).wasSent());
        assertFalse(failure(UnansweredException.class, client.execute(QmpRequest.of("y")))
                .wasSent());
    }

    @Test
    void closingFreesTheMonitorAndIsToldOnce() throws Exception {
        QmpClient client = connected();
        client.close();
        client.close();
        ended(Reason.CLOSED);
        assertNull(server.line());
        advance(Duration.ofHours(1));
        assertTrue(heard.isEmpty());
    }

    @Test
    void tellsOfPlacesWhereNobodyListens() throws Exception {
        QmpAddress address = server.address();
        server.close();
        List<QmpAddress> places = List.of(
                address, new QmpAddress.Unix(directory.resolve("none")), new QmpAddress.Tcp("no-such-host.invalid", 1));
        for (QmpAddress place : places) {
            QmpClient.connect(thread, clock, place, ClientLimits.standard(), heard);
            ended(Reason.UNREACHABLE);
        }
    }
}
