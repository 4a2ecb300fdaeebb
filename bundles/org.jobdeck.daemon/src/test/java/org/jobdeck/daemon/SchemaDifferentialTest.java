package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jobdeck.daemon.SchemaRealDaemon.Call;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.qmp.schema.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same arguments are given to the checker and to the real daemon, and class and text of the refusals compared.
 * Arguments that the checker accepts get one more member, so that the real daemon refuses them without an effect, but only
 * after it has accepted all others.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SchemaDifferentialTest {
    private static final String SURPLUS = "surplus-member";
    private static final String REFUSED = "GenericError: Parameter '" + SURPLUS + "' is unexpected";

    private final Schema schema = SchemaTexts.daemon();

    @Test
    void handPickedArgumentsAreRefusedAlike() throws IOException, JsonException {
        List<Call> calls = new ArrayList<>();
        for (String line : SchemaCases.PICKED.lines().toList()) {
            int space = line.indexOf(' ');
            String text = line.substring(space + 1);
            calls.add(new Call(line.substring(0, space), JsonDocument.parseObject(text), text));
        }
        compare(calls);
    }

    @Test
    void everyMemberOfEveryCommandIsCheckedAlike() throws IOException, JsonException {
        List<Call> calls = new ArrayList<>();
        Random random = new Random(5);
        SchemaArguments faultless = new SchemaArguments(schema, random, Integer.MAX_VALUE);
        for (String command : schema.commands()) {
            for (int i = 0; i < 8; i++) {
                JsonObject arguments = faultless.of(command);
                calls.add(new Call(command, arguments));
                SchemaCases.spoilt(arguments).forEach(spoilt -> calls.add(new Call(command, spoilt)));
            }
        }
        assertTrue(calls.size() > 500, "only " + calls.size());
        compare(calls);
    }

    @Test
    void randomArgumentsAreRefusedAlike() throws IOException, JsonException {
        compareRandom(4_000, 3);
    }

    @Test
    @Tag("long")
    void manyRandomArgumentsAreRefusedAlike() throws IOException, JsonException {
        compareRandom(200_000, 4);
    }

    private void compareRandom(int rounds, long seed) throws IOException, JsonException {
        Random random = new Random(seed);
        SchemaArguments some = new SchemaArguments(schema, random, 6);
        SchemaArguments few = new SchemaArguments(schema, random, 30);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            SchemaArguments maker = random.nextBoolean() ? some : few;
            String command = maker.command();
            calls.add(new Call(command, maker.of(command)));
        }
        compare(calls);
    }

    private void compare(List<Call> wanted) throws IOException, JsonException {
        assumeTrue(SchemaRealDaemon.isThere(), "qemu-storage-daemon 7.2 is not installed");
        List<Call> sent = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (Call call : wanted) {
            String answer = ours(call);
            boolean passes = answer.equals("ok");
            sent.add(passes ? withSurplus(call) : call);
            expected.add(passes ? REFUSED : answer);
        }
        List<String> differences = new ArrayList<>();
        try (SchemaRealDaemon real = new SchemaRealDaemon()) {
            List<String> found = real.ask(sent);
            for (int i = 0; i < sent.size(); i++) {
                if (!found.get(i).equals(expected.get(i))) {
                    differences.add(sent.get(i).command() + ' ' + sent.get(i).text() + "\n  real " + found.get(i)
                            + "\n  ours " + expected.get(i));
                }
            }
        }
        assertEquals(
                "",
                String.join("\n", differences.subList(0, Math.min(differences.size(), 10))),
                differences.size() + "");
    }

    private String ours(Call call) {
        try {
            schema.checkArguments(call.command(), call.arguments());
            return "ok";
        } catch (QmpException e) {
            return e.errorClass().wireName() + ": " + e.getMessage();
        }
    }

    private static Call withSurplus(Call call) {
        return new Call(
                call.command(), call.arguments().toBuilder().put(SURPLUS, 1).build());
    }
}
