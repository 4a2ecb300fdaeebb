package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is wrong in one thing is found out, and the script that shows it is short. Needs the real daemon. */
class AlteredDaemonTest {

    @TempDir
    private Path folder;

    @Test
    void findsAnotherErrorText() {
        String report = report(message -> Optional.of(replace(message, "Job not found", "Job was not found")));

        assertTrue(report.contains("second: \"Job was not found\""), report);
        assertEquals(2, commands(report).size(), report);
    }

    @Test
    void findsAMissingEvent() {
        String report = report(message ->
                Optional.of(message).filter(one -> !one.string("event").equals(Optional.of("BLOCK_JOB_PENDING"))));

        assertTrue(report.contains("events of "), report);
        // negotiation, two nodes, and what makes the job
        assertTrue(commands(report).size() <= 5, report);
    }

    @Test
    void findsAnotherState() {
        String report =
                report(message -> Optional.of(replace(message, "\"io-status\": \"nospace\"", "\"io-status\": \"ok\"")));

        assertTrue(report.contains("io-status"), report);
        assertTrue(commands(report).size() <= 5, report);
    }

    @Test
    void findsATextInAMemberThatIsThereTwice() {
        String report = report(message -> Optional.of(replace(message, "\"ro\": false", "\"ro\": 0")));

        assertTrue(report.contains(".ro\n    first:  false\n    second: 0"), report);
        assertEquals(3, commands(report).size(), report);
    }

    private String report(AlteredDaemon.Alteration alteration) {
        Pair pair = new Pair(RealDaemon::start, AlteredDaemon.starter(RealDaemon::start, alteration), folder);
        return assertThrows(AssertionError.class, () -> new Campaign(pair, AlteredDaemonTest.class).run(2_000_098, 20))
                .getMessage();
    }

    /** The packets of the script in a report, without the one that ends it. */
    private static List<String> commands(String report) {
        return report.lines()
                .filter(line -> line.startsWith("{"))
                .filter(line -> !line.contains("\"quit\""))
                .toList();
    }

    private static JsonObject replace(JsonObject message, String from, String to) {
        try {
            return JsonDocument.parseObject(message.toJson().replace(from, to));
        } catch (JsonParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
