package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpErrorClass;
import org.jobdeck.qmp.QmpException;
import org.junit.jupiter.api.Test;

/** The order of commands, replies and events within one session, and what goes wrong inside commands. */
class QmpSessionTest {
    private static final String INSIDE =
            "{\"error\": {\"class\": \"GenericError\", \"desc\": \"The command bad failed because of an error inside the"
                    + " program; its log says more.\"}}";

    private final List<CompletableFuture<JsonValue>> started = new ArrayList<>();
    private final TableCommands commands =
            new TableCommands().add("slow", false, arguments -> start()).add("urgent", true, arguments -> start());

    private CompletableFuture<JsonValue> start() {
        CompletableFuture<JsonValue> outcome = new CompletableFuture<>();
        started.add(outcome);
        return outcome;
    }

    private void complete(int index, String value) {
        started.get(index).complete(new JsonString(value));
    }

    @Test
    void theGreetingOffersWhatTheMonitorCanDo() {
        String version = "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": "
                + "\"Debian 1:7.2+dfsg-7+deb12u18+b3\"}, \"capabilities\": [";
        assertEquals(version + "\"oob\"]}}\r\n", new SessionWire(commands).sent());
        SessionWire without = new SessionWire(commands, new MonitorOptions("m", false, false));
        assertEquals(version + "]}}\r\n", without.sent());
        assertEquals(
                List.of("{\"error\": {\"class\": \"GenericError\", \"desc\": \"Capability oob, oob not available\"}}"),
                without.ask("{'execute': 'qmp_capabilities', 'arguments': {'enable': ['oob', 'oob']}}"));
        assertEquals(List.of("{\"return\": {}}"), without.ask("{'execute': 'qmp_capabilities'}"));
    }

    @Test
    void withoutOutOfBandNoInputIsTakenWhileACommandRuns() {
        SessionWire wire = SessionWire.negotiated(commands);
        String second = "{'execute': 'slow', 'id': 2}";
        wire.feed("{'execute': 'slow', 'id': 1}" + second);
        assertEquals(1, started.size());
        assertFalse(wire.session().wantsInput());
        assertEquals(second.length(), wire.unread());

        complete(0, "a");
        assertTrue(wire.turn());
        assertEquals(List.of("{\"return\": \"a\", \"id\": 1}"), wire.lines());
        assertEquals(2, started.size());
        assertEquals(0, wire.unread());
    }

    @Test
    void withOutOfBandEightCommandsWaitAndTheRestStaysUnread() {
        SessionWire wire = SessionWire.negotiated(commands, "oob");
        String command = "{'execute': 'slow'}";
        wire.feed(command.repeat(12));
        assertEquals(3 * command.length(), wire.unread());
        assertEquals(1, started.size());

        complete(0, "a");
        assertTrue(wire.turn());
        assertEquals(2 * command.length(), wire.unread());
        assertEquals(2, started.size());
    }

    @Test
    void anOutOfBandCommandOvertakesAndHoldsInputUntilItIsAnswered() {
        SessionWire wire = SessionWire.negotiated(commands, "oob");
        wire.feed("{'execute': 'slow', 'id': 1}{'execute': 'slow', 'id': 2}{'exec-oob': 'urgent', 'id': 3} ");
        assertEquals(2, started.size());
        assertFalse(wire.session().wantsInput());
        complete(1, "now");
        assertTrue(wire.turn());
        assertEquals(List.of("{\"return\": \"now\", \"id\": 3}"), wire.lines());
        assertTrue(wire.session().wantsInput());

        complete(0, "then");
        wire.turn();
        complete(2, "last");
        wire.turn();
        assertEquals(List.of("{\"return\": \"then\", \"id\": 1}", "{\"return\": \"last\", \"id\": 2}"), wire.lines());
    }

    @Test
    void errorsOfInputKeepTheirPlaceInTheQueue() {
        SessionWire wire = SessionWire.negotiated(commands, "oob");
        wire.feed("{'execute': 'slow', 'id': 1} ] 7 {'execute': 'query-jobs', 'id': 2}");
        assertEquals("", wire.sent());
        complete(0, "a");
        List<String> replies = wire.ask("");
        assertEquals(4, replies.size());
        assertEquals("{\"return\": \"a\", \"id\": 1}", replies.get(0));
        assertTrue(replies.get(1).contains("JSON parse error, expecting value"));
        assertTrue(replies.get(2).contains("QMP input must be a JSON object"));
        assertEquals("{\"return\": [], \"id\": 2}", replies.get(3));
    }

    @Test
    void eventsComeAfterNegotiationInTheirPlace() {
        SessionWire wire = new SessionWire(commands);
        wire.sent();
        wire.event("EARLY", null);
        assertEquals("", wire.sent());
        wire.ask("{'execute': 'qmp_capabilities'}");

        wire.feed("{'execute': 'slow'}");
        wire.event("JOB_STATUS_CHANGE", JsonObject.of("status", "created"));
        complete(0, "a");
        wire.event("QUIET", null);
        wire.turn();
        String timestamp = "{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}, \"event\": ";
        assertEquals(
                timestamp + "\"JOB_STATUS_CHANGE\", \"data\": {\"status\": \"created\"}}\r\n" + timestamp
                        + "\"QUIET\"}\r\n{\"return\": \"a\"}\r\n",
                wire.sent());
    }

    @Test
    void repliesToAClientThatIsGoneAreDropped() {
        SessionWire wire = SessionWire.negotiated(commands, "oob");
        wire.feed("{'execute': 'slow'}{'execute': 'slow'}");
        wire.session().close();
        complete(0, "a");
        assertTrue(wire.turn());
        wire.event("LATE", null);
        assertEquals("", wire.sent());
        assertEquals(1, started.size());
        assertFalse(wire.session().wantsInput());
    }

    @Test
    void anErrorOfACommandIsItsReply() {
        QmpException failure = new QmpException(QmpErrorClass.DEVICE_NOT_ACTIVE, "Block job 'x' not found");
        commands.add("a", false, arguments -> CompletableFuture.failedStage(failure));
        commands.add("b", false, arguments -> CompletableFuture.failedStage(new CompletionException(failure)));
        SessionWire wire = SessionWire.negotiated(commands);
        String reply =
                "{\"id\": 1, \"error\": {\"class\": \"DeviceNotActive\", \"desc\": \"Block job 'x' not found\"}}";
        assertEquals(List.of(reply), wire.ask("{'execute': 'a', 'id': 1}"));
        assertEquals(List.of(reply), wire.ask("{'execute': 'b', 'id': 1}"));
    }

    @Test
    void errorsInsideTheProgramAreAnsweredAndTheSessionGoesOn() {
        try (SilentLog silence = new SilentLog(QmpSession.class)) {
            assertEquals(INSIDE, askBad(arguments -> {
                throw new IllegalStateException("thrown");
            }));
            assertEquals(INSIDE, askBad(arguments -> {
                throw new StackOverflowError();
            }));
            assertEquals(INSIDE, askBad(arguments -> null));
            assertEquals(INSIDE, askBad(arguments -> CompletableFuture.completedStage(null)));
            assertEquals(INSIDE, askBad(arguments -> CompletableFuture.failedStage(new AssertionError("failed"))));
            assertEquals(5, silence.count());
        }
    }

    private static String askBad(Function<JsonObject, CompletionStage<JsonValue>> body) {
        SessionWire wire = SessionWire.negotiated(new TableCommands().add("bad", false, body));
        List<String> replies = wire.ask("{'execute': 'bad'}{'execute': 'query-jobs'}");
        assertEquals(2, replies.size());
        assertEquals("{\"return\": []}", replies.getLast());
        return replies.getFirst();
    }

    @Test
    void anErrorInsideTheTableIsAnsweredToo() {
        QmpCommands broken = new QmpCommands() {
            @Override
            public Optional<Entry> find(String name) {
                throw new IllegalStateException("no table");
            }

            @Override
            public void check(String command, JsonObject arguments) {
                // all is well
            }

            @Override
            public CompletionStage<JsonValue> execute(String command, JsonObject arguments) {
                return CompletableFuture.completedStage(JsonObject.empty());
            }
        };
        try (SilentLog silence = new SilentLog(QmpSession.class)) {
            List<String> replies = SessionWire.negotiated(broken).ask("{'execute': 'x', 'id': []}");
            assertEquals(
                    List.of(
                            "{\"id\": [], \"error\": {\"class\": \"GenericError\", \"desc\": \"A command failed because of"
                                    + " an error inside the program; its log says more.\"}}"),
                    replies);
            assertEquals(1, silence.count());
        }
    }
}
