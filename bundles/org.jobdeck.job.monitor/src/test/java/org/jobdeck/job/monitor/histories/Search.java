package org.jobdeck.job.monitor.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Runs histories by their seeds; one that fails is shrunk and reported. */
final class Search implements AutoCloseable {

    /** Far more than a run takes; whatever is not over by then hangs. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** While shrinking, many runs may hang. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(2);

    private static final Duration SHRINKING = Duration.ofSeconds(90);

    private static final int REPEATS = 30;

    private final Crew crew = new Crew();
    private final BiFunction<History, Journal, List<String>> judge;

    /** How often a shorter history is run before it is taken for good: threads do not always meet. */
    private final int repeats;

    /** Looks for what is always wrong. */
    Search() {
        this(REPEATS, (history, journal) -> journal.faults());
    }

    /** Looks for what the judge says is wrong with a run. */
    Search(int repeats, BiFunction<History, Journal, List<String>> judge) {
        this.repeats = repeats;
        this.judge = judge;
    }

    /** Runs one history for every seed from the first up to but without the last; throws at the first that fails. */
    void runAll(long first, long last) {
        for (long seed = first; seed < last; seed++) {
            repeat(seed, 1);
        }
    }

    /** Runs the history of that seed so often; throws if it fails. */
    void repeat(long seed, int times) {
        History history = HistoryMaker.of(seed);
        for (int i = 0; i < times; i++) {
            List<String> faults = faults(history, LIMIT);
            if (!faults.isEmpty()) {
                throw new AssertionError(report(seed, history, faults));
            }
        }
    }

    /** The shortest history that fails, as far as it can be found in time: runs that hang cost much of it. */
    History shrink(History failing) {
        long begun = System.nanoTime();
        return new Shrinker(candidate -> System.nanoTime() - begun < SHRINKING.toNanos()
                        && !repeated(candidate).isEmpty())
                .shrink(failing);
    }

    private List<String> repeated(History history) {
        List<String> faults = List.of();
        for (int i = 0; i < repeats && faults.isEmpty(); i++) {
            faults = faults(history, SHORT_LIMIT);
        }
        return faults;
    }

    private List<String> faults(History history, Duration limit) {
        return new ArrayList<>(judge.apply(history, new HistoryRun(history, crew, limit).run()));
    }

    private String report(long seed, History history, List<String> faults) {
        List<String> text = new ArrayList<>();
        text.add("the history of seed " + seed + " fails:");
        faults.forEach(fault -> text.add("  " + fault));
        History shortest = shrink(history);
        text.add("the shortest history that fails, of size " + shortest.size() + " (it was " + history.size() + "):");
        text.add(shortest.toString());
        List<String> again = repeated(shortest);
        text.add(again.isEmpty() ? "it fails by a rare chance: not in " + repeats + " runs more" : "because:");
        again.forEach(fault -> text.add("  " + fault));
        text.add("run it again, many times, with the pinned Maven (CONTRIBUTING.md):");
        text.add("  $mvn verify -pl :org.jobdeck.loop,:org.jobdeck.job.common,:org.jobdeck.job.driver,"
                + ":org.jobdeck.job.monitor -Djacoco.skip=true -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dtest=RandomHistoriesTest#oneSeedManyTimes -D" + RandomHistoriesTest.SEED + "=" + seed);
        return String.join("\n", text);
    }

    HoldTimes holdTimes() {
        return crew.holdTimes();
    }

    @Override
    public void close() {
        crew.close();
    }
}
