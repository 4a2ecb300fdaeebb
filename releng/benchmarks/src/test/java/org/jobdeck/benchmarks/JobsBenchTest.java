package org.jobdeck.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmarks run, in very small; nothing is measured here. */
class JobsBenchTest {

    @Test
    void eachBenchmarkRunsOnce() throws Exception {
        List<String> steps = new ArrayList<>();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new JobsBench(steps::add, new PrintStream(text, true, StandardCharsets.UTF_8))
                .run(Scale.smallest(), Scale.smallest());
        List<String> lines = text.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(1 + 2 * Bench.NAMES.size(), steps.size(), steps.toString());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches("10 jobs, each 3 pause points.*"))
                        .count());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches("  bare virtual threads .* 1\\.0x"))
                        .count());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches("  jobs, private loops .*x"))
                        .count());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches("  jobs, one platform loop .*x"))
                        .count());
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches(".*: (not )?reached"))
                        .count());
    }

    @Test
    void theMedianIsInTheMiddle() {
        assertEquals(2, new Shots(new double[] {9, 1, 2}).median());
        assertEquals(3, new Shots(new double[] {9, 1, 2, 4}).median());
    }

    @Test
    void anAimIsReachedOrNot() {
        assertTrue(Table.ofMemory(1, 1, 2_999).endsWith("a job: reached\n"));
        assertTrue(Table.ofMemory(1, 1, 3_000).endsWith("a job: not reached\n"));
    }
}
