package org.jobdeck.job.monitor.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobStatus;
import org.junit.jupiter.api.Test;

/** A search that believes something wrong of the job layer finds a history that fails, and makes it short. */
class ShrinkingTest {

    private static final int ENOUGH_SEEDS = 500;

    @Test
    void twoVerbsThatMustMeet() {
        // believes that no job sees both a new speed and a user's resume
        AssertionError failure = searchFails(
                1,
                (history, journal) -> history.jobs().stream()
                        .filter(job -> journal.count(job.number(), "setSpeed") > 0
                                && journal.count(job.number(), "userResume") > 0)
                        .map(job -> job.id() + " saw both")
                        .toList());
        List<String> shortest = shortest(failure);
        String text = failure.getMessage();
        // what is still paused at the end of a history is resumed then, so that a step can be saved
        assertEquals(3, shortest.size(), text);
        assertTrue(shortest.getFirst().matches("job \\w+ in MAIN_LOOP: \\[\\]"), text);
        assertTrue(shortest.stream().anyMatch(line -> line.startsWith("main loop: USER_PAUSE j")), text);
        assertTrue(shortest.stream().anyMatch(line -> line.startsWith("main loop: SET_SPEED j")), text);
    }

    @Test
    void aStateThatDependsOnThreadsMeeting() {
        // believes that a ready job never stands by
        AssertionError failure = searchFails(
                8,
                (history, journal) -> journal.events().stream()
                        .filter(event ->
                                event instanceof JobEvent.StatusChange change && change.status() == JobStatus.STANDBY)
                        .map(event -> event.id() + " stood by")
                        .distinct()
                        .toList());
        List<String> shortest = shortest(failure);
        String text = failure.getMessage();
        assertTrue(shortest.getFirst().matches("job \\w+ in .*: \\[READY, \\w+\\]"), text);
        assertTrue(shortest.size() <= 4, text);
        assertTrue(shortest.stream().anyMatch(line -> line.contains("START")), text);
        assertTrue(shortest.stream().anyMatch(line -> line.contains("PAUSE j")), text);
    }

    @Test
    void whatHangsIsReportedWithItsStacks() {
        try (Crew crew = new Crew()) {
            Journal journal = new HistoryRun(HistoryMaker.of(0), crew, Duration.ZERO).run();
            assertTrue(
                    journal.faults().getFirst().contains("did not come to its end within 0 ms"), "" + journal.faults());
            assertTrue(journal.faults().getFirst().contains("  main\n      at "), "" + journal.faults());
        }
    }

    @Test
    void aSeedAlwaysGivesTheSameHistory() {
        assertEquals(HistoryMaker.of(7), HistoryMaker.of(7));
        assertEquals(
                ENOUGH_SEEDS,
                LongStream.range(0, ENOUGH_SEEDS)
                        .mapToObj(HistoryMaker::of)
                        .distinct()
                        .count());
    }

    private static AssertionError searchFails(int repeats, BiFunction<History, Journal, List<String>> belief) {
        try (Search search = new Search(repeats, belief)) {
            return assertThrows(AssertionError.class, () -> search.runAll(0, ENOUGH_SEEDS));
        }
    }

    /** The lines of the shortest history in a report. */
    private static List<String> shortest(AssertionError failure) {
        List<String> lines = failure.getMessage().lines().toList();
        assertTrue(lines.getLast().contains("-Djobdeck.history="), failure.getMessage());
        return lines.stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
    }
}
