package org.jobdeck.ui.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The words behind {@code bench desktop}, and how figures are judged. */
class BenchOptionsTest {

    private static String refusal(String... words) {
        return assertThrows(IllegalArgumentException.class, () -> BenchOptions.parse(List.of(words)))
                .getMessage();
    }

    @Test
    void nothingMeansWhatTheAimsAreMadeFor() {
        assertEquals(new BenchOptions(10_000, 50_000, 30, 100_000, 50, false, false), BenchOptions.parse(List.of()));
    }

    @Test
    void everythingCanBeSmaller() {
        List<String> words =
                List.of("--jobs", "10", "--events", "20", "--seconds", "1", "--many", "0", "--daemons", "3", "--json");
        assertEquals(new BenchOptions(10, 20, 1, 0, 3, true, false), BenchOptions.parse(words));
    }

    @Test
    void wrongWordsAreToldInASentence() {
        assertTrue(refusal("--fast").startsWith("'--fast' is not an option of 'bench desktop'"));
        assertEquals("'--jobs' needs a whole number from 1 to 10000000, not 'many'", refusal("--jobs", "many"));
        assertEquals("'--seconds' needs a whole number from 1 to 10000000, not '0'", refusal("--seconds", "0"));
        assertEquals("'--daemons' needs a whole number from 0 to 10000000", refusal("--daemons"));
    }

    @Test
    void aFigureIsHeldAgainstItsAim() {
        assertTrue(Measured.figure("g", "w", 15.9, "ms", 16).isReached());
        assertFalse(Measured.figure("g", "w", 16.1, "ms", 16).isReached());
        assertEquals("", Measured.figure("g", "w", 16.1, "ms").verdict());
        assertEquals(
                "aim 16, NOT REACHED", Measured.figure("g", "w", 16.1, "ms", 16).verdict());
    }

    @Test
    void percentilesAreOfSortedTimes() {
        Times times = Times.of(3_000_000, 1_000_000, 2_000_000);
        assertEquals(2, times.millis(0.5));
        assertEquals(3, times.millis(0.99));
        assertEquals(3, times.millis(1));
    }
}
