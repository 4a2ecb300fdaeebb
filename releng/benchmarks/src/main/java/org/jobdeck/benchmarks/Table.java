package org.jobdeck.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The numbers as people read them. */
final class Table {

    private static final double MOST_RATIO = 2;
    private static final long MOST_BYTES = 3_000;

    private Table() {}

    /** The times of one way of taking turns; only where it is kept is there an aim. */
    static String ofTimes(Scale scale, Turn turn, Map<String, Shots> times) {
        String what = turn == Turn.KEPT ? "pause points" : "pause points, others' turn at each";
        double bare = times.get(Bench.BARE).median();
        return format("%,d jobs, each %d %s (ms)%n", scale.jobs(), scale.pausePoints(), what)
                + format("  %-22s %10s %10s %10s %10s%n", "", "median", "least", "most", "to bare")
                + Bench.NAMES.stream()
                        .map(name -> row(name, times.get(name), bare))
                        .collect(Collectors.joining())
                + (turn == Turn.KEPT ? aim(times.get(Bench.PRIVATE).median() / bare) : "");
    }

    private static String row(String name, Shots shots, double bare) {
        return format(
                "  %-22s %,10.0f %,10.0f %,10.0f %9.1fx%n",
                labelOf(name), shots.median(), shots.least(), shots.most(), shots.median() / bare);
    }

    private static String labelOf(String name) {
        return switch (name) {
            case Bench.BARE -> "bare virtual threads";
            case Bench.PRIVATE -> "jobs, private loops";
            default -> "jobs, one platform loop";
        };
    }

    private static String aim(double ratio) {
        return format(
                "  private loops at most %.0fx bare: %s%n",
                MOST_RATIO, ratio <= MOST_RATIO ? "reached" : "not reached");
    }

    /** Heap of what has stopped. */
    static String ofMemory(int count, long perThread, long perJob) {
        return String.join(
                "",
                List.of(
                        format("%,d stopped (bytes of heap each)%n", count),
                        format("  %-22s %,10d%n", "bare virtual threads", perThread),
                        format("  %-22s %,10d%n", "jobs, private loops", perJob),
                        format(
                                "  under %,d a job: %s%n",
                                MOST_BYTES, perJob < MOST_BYTES ? "reached" : "not reached")));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
