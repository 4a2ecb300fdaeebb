package org.jobdeck.ui.bench;

import static org.jobdeck.ui.bench.Measured.figure;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jobdeck.loop.Clock;

/** From the start of the program until its window shows, in processes of their own. */
final class StartBench {

    private static final int WARM_UP = 1;
    private static final long PATIENCE_SECONDS = 60;

    private final Path script;
    private final Clock clock;
    private final int starts;
    private final Report report;

    StartBench(Path script, Clock clock, int starts, Report report) {
        this.script = script;
        this.clock = clock;
        this.starts = starts;
        this.report = report;
    }

    /** The script that starts this installation, if there is one. */
    static Optional<Path> script(String installArea) {
        if (installArea == null || !installArea.startsWith("file:")) {
            return Optional.empty();
        }
        Path script = Path.of(URI.create(
                        "file://" + installArea.substring("file:".length()).replace(" ", "%20")))
                .resolve("jobdeck");
        return Files.isExecutable(script) ? Optional.of(script) : Optional.empty();
    }

    void run() throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < WARM_UP + starts; i++) {
            long time = start();
            if (i >= WARM_UP) {
                times.add(time);
            }
        }
        Times all = Times.of(times.stream().mapToLong(Long::longValue).toArray());
        String group = "start of the program, " + starts + " times";
        report.add(figure(group, "until the window shows, median", all.millis(0.5), "ms", 2000));
        report.add(figure(group, "until the window shows, longest", all.millis(1), "ms"));
    }

    private long start() throws IOException, InterruptedException {
        long begin = clock.nanoTime();
        Process process = new ProcessBuilder(script.toString(), "bench", "desktop", BenchOptions.OPENED)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(OpenedProgram.SHOWS)) {
                    long time = clock.nanoTime() - begin;
                    process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return time;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        throw new IOException("the window of a second process did not show");
    }
}
