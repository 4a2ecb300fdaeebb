package org.jobdeck.daemon.differential;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Collectors;

/** Compares two daemons over many seeds, and says of the first on which they differ how to see it again. */
final class Campaign {

    /** System properties with which one seed, or another number of them, is run. */
    static final String FIRST_SEED = "jobdeck.differential.seed";

    static final String COUNT = "jobdeck.differential.count";

    private final Pair pair;
    private final Class<?> test;

    private Campaign(Pair pair, Class<?> test) {
        this.pair = pair;
        this.test = test;
    }

    static Campaign of(Pair pair, Class<?> test) {
        return new Campaign(pair, test);
    }

    /** Plays the scripts of so many seeds; other numbers can be given as system properties. */
    void run(long firstSeed, int count) throws IOException {
        long first = Long.getLong(FIRST_SEED, firstSeed);
        long end = first + Integer.getInteger(COUNT, Long.getLong(FIRST_SEED) == null ? count : 1);
        for (long seed = first; seed < end; seed++) {
            Script script = Generator.script(seed);
            Pair.Outcome outcome = pair.play(script);
            assertTrue(!outcome.differs(), () -> report(script));
        }
    }

    private String report(Script script) {
        try {
            Script shortest =
                    new Shrinker(shorter -> pair.play(shorter).differs()).shrink(script);
            return "Seed " + script.seed() + " shows a difference; again with -Dtest=" + test.getSimpleName() + " -D"
                    + FIRST_SEED + "=" + script.seed() + "\n"
                    + shortest.toText()
                    + pair.play(shortest).differences().stream()
                            .map(Difference::toString)
                            .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
