package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Compares two daemons over many seeds, and says of the first on which they differ how to see it again. */
final class Campaign {

    /** System property: the only seed to play, or the first of {@link #COUNT}. */
    static final String FIRST_SEED = "jobdeck.differential.seed";

    /** System property: how many seeds to play. */
    static final String COUNT = "jobdeck.differential.count";

    /** Pairs at a time: while one waits for its daemons another makes its images. */
    private static final int WORKERS = 2;

    private final Pair pair;
    private final Class<?> test;
    private final SortedMap<Long, Script> differing = new ConcurrentSkipListMap<>();
    private final AtomicInteger voids = new AtomicInteger();

    /** A campaign of that test. */
    Campaign(Pair pair, Class<?> test) {
        this.pair = pair;
        this.test = test;
    }

    /**
     * Plays the scripts of so many seeds, or of those that system properties name.
     *
     * @throws AssertionError if the daemons differ
     */
    void run(long firstSeed, int count) throws Exception {
        Long wanted = Long.getLong(FIRST_SEED);
        long first = wanted == null ? firstSeed : wanted;
        int number = Integer.getInteger(COUNT, wanted == null ? count : 1);
        AtomicLong next = new AtomicLong(first);
        Callable<Void> worker = () -> {
            for (long seed = next.getAndIncrement();
                    seed < first + number && differing.isEmpty();
                    seed = next.getAndIncrement()) {
                play(Generator.script(seed));
            }
            return null;
        };
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<Void>> ends = workers.invokeAll(Collections.nCopies(WORKERS, worker));
            for (Future<Void> end : ends) {
                end.get();
            }
        }
        if (!differing.isEmpty()) {
            throw new AssertionError(report(differing.get(differing.firstKey())));
        }
        assertTrue(voids.get() <= 1 + number / 50, () -> "the first daemon broke down in " + voids + " scripts");
    }

    private void play(Script script) throws IOException {
        Pair.Outcome outcome = pair.play(script);
        if (outcome.isVoid()) {
            voids.incrementAndGet();
        } else if (outcome.differs()) {
            differing.put(script.seed(), script);
        }
    }

    /** The shortest script that shows the difference, as text that can be pasted, and how to play the seed again. */
    private String report(Script script) throws IOException {
        Script shortest = new Shrinker(shorter -> pair.play(shorter).differs()).shrink(script);
        String differences = pair.play(shortest).differences().stream()
                .map(Difference::toString)
                .collect(Collectors.joining("\n"));
        return "Two storage daemons do not say the same of seed " + script.seed()
                + ". This is enough to see it ($DIR is the images' folder):\n"
                + shortest.toText() + differences + "\nTo play the whole script again:\n./test -Dtest="
                + test.getSimpleName() + " -Dsurefire.failIfNoSpecifiedTests=false -D" + FIRST_SEED + "="
                + script.seed() + "\n";
    }
}
