package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonLimits;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.schema.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the arguments, the checker lets them pass or refuses them in words. Seeds are fixed. */
class SchemaFuzzTest {
    private static final int[] RARITIES = {3, 8, 25, 100};

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void fiftyThousandArgumentsAreCheckedOrRefused() {
        check(50_000, 1);
    }

    @Test
    @Tag("long")
    @Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twoMillionArgumentsAreCheckedOrRefused() {
        check(2_000_000, 2);
    }

    @Test
    void argumentsAsDeepAsJsonMayBeNeedNoLargeStack() throws JsonException, InterruptedException {
        int levels = JsonLimits.NESTING_CEILING - 1;
        JsonObject deep =
                JsonDocument.parseObject("{'driver':'raw','file':".repeat(levels) + "{}" + "}".repeat(levels));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Schema schema = SchemaTexts.daemon();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        schema.checkArguments("blockdev-add", deep);
                    } catch (QmpException | StackOverflowError e) {
                        thrown.set(e);
                    }
                },
                "small stack",
                256 * 1024L);
        small.start();
        small.join();
        assertEquals(
                "Parameter '" + "file.".repeat(levels) + "driver' is missing",
                assertInstanceOf(QmpException.class, thrown.get()).getMessage());
    }

    private static void check(int rounds, long seed) {
        Schema schema = SchemaTexts.daemon();
        Random random = new Random(seed);
        SchemaArguments[] makers = new SchemaArguments[RARITIES.length];
        for (int i = 0; i < RARITIES.length; i++) {
            makers[i] = new SchemaArguments(schema, random, RARITIES[i]);
        }
        int accepted = 0;
        for (int round = 0; round < rounds; round++) {
            SchemaArguments maker = makers[random.nextInt(makers.length)];
            String command = random.nextInt(50) == 0 ? "no-such-command" : maker.command();
            JsonObject arguments = maker.of(schema.hasCommand(command) ? command : maker.command());
            try {
                schema.checkArguments(command, arguments);
                accepted++;
            } catch (QmpException e) {
                assertFalse(e.getMessage().isBlank(), command);
            }
        }
        assertTrue(accepted > rounds / 10, "only " + accepted + " were accepted");
        assertTrue(rounds - accepted > rounds / 10, "only " + (rounds - accepted) + " were refused");
    }
}
