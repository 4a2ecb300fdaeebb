package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.jobdeck.json.JsonSink;
import org.jobdeck.json.JsonStreamParser;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client sends, in whatever pieces: each value and each error gets exactly one reply, which is a line of JSON in
 * ASCII, and the session goes on. Seeds are fixed.
 */
class WireFuzzTest {
    private static final int INPUTS = 50_000;
    private static final int MANY_INPUTS = 2_000_000;
    private static final int INPUTS_A_SESSION = 20;
    private static final List<String> NAMES = List.of(
            "query-jobs", "query-version", "qmp_capabilities", "nothing", "later", "urgent", "bad", "refuses", "x");

    @Test
    void everyInputIsAnsweredOnce() throws JsonParseException {
        run(4242, INPUTS);
    }

    @Test
    @Tag("long")
    void everyOneOfManyInputsIsAnsweredOnce() throws JsonParseException {
        run(4243, MANY_INPUTS);
    }

    private static void run(long seed, int inputs) throws JsonParseException {
        RandomInput source = new RandomInput(seed, NAMES);
        try (SilentLog silence = new SilentLog(QmpSession.class)) {
            long replies = 0;
            for (int done = 0; done < inputs; done += INPUTS_A_SESSION) {
                replies += session(source);
            }
            assertTrue(replies > inputs, "replies: " + replies);
            assertTrue(silence.count() > inputs / 100, "errors inside: " + silence.count());
        }
    }

    /** One session with some inputs; gives the number of replies. */
    private static long session(RandomInput source) throws JsonParseException {
        Random random = source.random();
        Pending pending = new Pending();
        boolean pretty = random.nextInt(4) == 0;
        SessionWire wire = new SessionWire(commands(random, pending), new MonitorOptions("m", pretty, true));
        wire.sent();
        if (random.nextInt(5) > 0) {
            String enable = random.nextBoolean() ? ", 'arguments': {'enable': ['oob']}" : "";
            wire.ask(("{'execute': 'qmp_capabilities'" + enable + "}").getBytes(StandardCharsets.US_ASCII));
        }
        long count = 0;
        for (int i = 0; i < INPUTS_A_SESSION; i++) {
            byte[] input = source.next();
            Supplier<String> shown = () -> HexFormat.of().formatHex(input);
            String sent = exchange(wire, random, pending, input);
            int replies = check(sent, pretty, shown);
            assertEquals(outcomes(input), replies, shown);
            assertEquals(0, wire.unread(), shown);
            count += replies;
        }
        return count;
    }

    /** Sends an input in pieces, with outcomes taken and events sent between them, and all outcomes at the end. */
    private static String exchange(SessionWire wire, Random random, Pending pending, byte[] input) {
        int at = 0;
        while (at < input.length) {
            int end = Math.min(input.length, at + 1 + random.nextInt(random.nextBoolean() ? 8 : 400));
            wire.feed(Arrays.copyOfRange(input, at, end));
            at = end;
            for (int n = random.nextInt(3); n > 0; n--) {
                pending.completeOne();
                wire.turn();
            }
            if (random.nextInt(20) == 0) {
                wire.event("SOMETHING", JsonObject.of("at", at));
            }
        }
        wire.feed(new byte[] {(byte) 0xFF, '\n'});
        boolean more = true;
        while (more) {
            pending.completeOne();
            more = wire.turn();
        }
        return wire.sent();
    }

    /** The number of replies in what was sent; all of it must be well-formed. */
    private static int check(String sent, boolean pretty, Supplier<String> shown) throws JsonParseException {
        assertTrue(sent.endsWith("\r\n"), shown);
        assertTrue(sent.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\r' || c == '\n'), shown);
        assertEquals(-1, sent.replace("\r\n", "").indexOf('\n'), shown);
        String end = pretty ? "\r\n}\r\n" : "\r\n";
        int replies = 0;
        for (int from = 0; from < sent.length(); ) {
            int next = sent.indexOf(end, from) + end.length();
            String message = sent.substring(from, next);
            from = next;
            // an id beyond the range of doubles comes back as inf, which is QEMU's way and no JSON
            JsonObject object = (JsonObject) JsonDocument.parse(message.replace("inf", "11"));
            boolean event = object.has("event");
            assertEquals(1, (object.has("return") ? 1 : 0) + (object.has("error") ? 1 : 0) + (event ? 1 : 0), shown);
            replies += event ? 0 : 1;
        }
        return replies;
    }

    /** How many values and errors an input has, the one byte that ends it included. */
    private static int outcomes(byte[] input) {
        int[] count = new int[1];
        JsonStreamParser parser = new JsonStreamParser(new JsonSink() {
            @Override
            public void value(JsonValue value) {
                count[0]++;
            }

            @Override
            public void error(JsonParseException error) {
                count[0]++;
            }
        });
        parser.feed(input);
        parser.feed(new byte[] {(byte) 0xFF, '\n'});
        return count[0];
    }

    private static TableCommands commands(Random random, Pending pending) {
        return new TableCommands()
                .add("nothing", false, arguments -> CompletableFuture.completedStage(JsonObject.empty()))
                .add("later", false, arguments -> pending.add())
                .add("urgent", true, arguments -> random.nextBoolean() ? pending.add() : null)
                .add("refuses", true, arguments -> CompletableFuture.failedStage(QmpException.generic("no\u00e4\0")))
                .add("bad", true, arguments -> {
                    throw new IllegalStateException("bad");
                });
    }

    /** Commands under way. */
    private static final class Pending {
        private final ArrayDeque<CompletableFuture<JsonValue>> outcomes = new ArrayDeque<>();

        CompletableFuture<JsonValue> add() {
            CompletableFuture<JsonValue> outcome = new CompletableFuture<>();
            outcomes.add(outcome);
            return outcome;
        }

        void completeOne() {
            CompletableFuture<JsonValue> outcome = outcomes.poll();
            if (outcome != null) {
                outcome.complete(JsonObject.of("done", true));
            }
        }
    }
}
