package org.jobdeck.job.monitor.histories;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random histories of jobs on real threads; what is looked at is in {@link Rules} and {@link Verdict}. */
class RandomHistoriesTest {

    /** The system property that names the seed of the history to repeat. */
    static final String SEED = "jobdeck.history";

    private static final int REPEATS = 1_000;
    private static final int REPEATS_UNASKED = 20;

    @Test
    void aThousandHistories() {
        search(0, 1_000);
    }

    @Test
    @Tag("long")
    void aHundredThousandHistories() {
        search(1_000, 101_000);
    }

    @Test
    void oneSeedManyTimes() {
        try (Search search = new Search()) {
            boolean asked = Long.getLong(SEED) != null;
            search.repeat(Long.getLong(SEED, 0), asked ? REPEATS : REPEATS_UNASKED);
        }
    }

    private static void search(long first, long last) {
        try (Search search = new Search()) {
            search.runAll(first, last);
            HoldTimes times = search.holdTimes();
            System.out.println((last - first) + " histories: " + times);
            assertTrue(times.count() > last - first, "the observer saw the lock being taken");
        }
    }
}
