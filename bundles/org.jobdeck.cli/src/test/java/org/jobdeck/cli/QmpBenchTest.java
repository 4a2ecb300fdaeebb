package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QmpBenchTest {

    private final TestHost host = new TestHost();

    @TempDir
    Path folder;

    private static QmpBench bench(List<DaemonProgram> programs) {
        return bench(programs, List.of(0, 3), Duration.ofMinutes(1));
    }

    private static QmpBench bench(List<DaemonProgram> programs, List<Integer> jobs, Duration longest) {
        return new QmpBench(new QmpBench.Options(jobs, Duration.ofMillis(20), 1, longest), programs, Clock.system());
    }

    private static DaemonProgram real() {
        Optional<DaemonProgram> real = DaemonProgram.real();
        assumeTrue(real.isPresent());
        return real.get();
    }

    /** Rows in full: number of jobs, query, daemon, then eight numbers but for what does not apply. */
    private List<String> rows() {
        return host.outLines().stream()
                .filter(line -> line.matches(" +[0-9]+  query-(block-)?jobs .*"))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }

    @Test
    void everyQueryHasARowForEachNumberOfJobs() throws Failure {
        bench(List.of(real())).run(host);
        String times = " qemu-storage-daemon [0-9]+ [0-9.]+ [0-9.]+ ";
        List<String> rows = rows();
        assertEquals(4, rows.size(), host.outText());
        assertTrue(rows.get(0).matches("0 query-jobs" + times + "16 [0-9.]+"), rows.get(0));
        assertTrue(rows.get(1).matches("0 query-block-jobs" + times + "16 [0-9.]+"), rows.get(1));
        assertTrue(rows.get(2).matches("3 query-jobs" + times + "[0-9]{3} [0-9.]+ [0-9.]+"), rows.get(2));
        assertTrue(rows.get(3).matches("3 query-block-jobs" + times + "[0-9]{3} [0-9.]+ [0-9.]+"), rows.get(3));
    }

    @Test
    void aDaemonThatMakesJobsTooSlowlyIsLeftOut() throws Failure {
        bench(List.of(real()), List.of(1000), Duration.ofMillis(1)).run(host);
        assertTrue(
                host.outText()
                        .contains("qemu-storage-daemon is left out: making 1000 jobs takes more than 0 s"
                                + System.lineSeparator()),
                host.outText());
        assertEquals(List.of(), rows(), host.outText());
    }

    @Test
    void aDaemonThatDoesNotComeUpIsOneSentence() {
        DaemonProgram broken = new DaemonProgram("broken", List.of("sh", "-c", "echo no such luck; exit 1"));
        Failure failure =
                assertThrows(Failure.class, () -> bench(List.of(broken)).run(host));
        assertEquals("the benchmark failed: broken did not come up: no such luck", failure.getMessage());
        assertEquals(ExitCode.FAILED, failure.exitCode());
    }

    @Test
    void ctrlCKillsTheDaemonsAndRemovesTheirFolder() throws IOException {
        Path number = folder.resolve("number");
        // a daemon that never listens
        DaemonProgram deaf = new DaemonProgram(
                "deaf",
                List.of(
                        "sh",
                        "-c",
                        "echo $$ >'" + number + ".new'; mv '" + number + ".new' '" + number + "'; exec sleep 100"));
        CompletableFuture<Failure> outcome = CompletableFuture.supplyAsync(
                () -> assertThrows(Failure.class, () -> bench(List.of(deaf)).run(host)));
        while (!Files.exists(number)) {
            Thread.onSpinWait();
        }
        ProcessHandle daemon = ProcessHandle.of(
                        Long.parseLong(Files.readString(number).strip()))
                .orElseThrow();
        host.interrupt();
        Failure failure = outcome.join();
        assertEquals("the benchmark was given up", failure.getMessage());
        assertEquals(ExitCode.CANCELLED, failure.exitCode());
        assertFalse(daemon.isAlive());
    }
}
