package org.jobdeck.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.jobdeck.job.common.JobProgress;
import org.junit.jupiter.api.Test;

class RateEstimatorTest {

    private static final long MILLI = 1_000_000;

    private final RateEstimator estimator = new RateEstimator();

    @Test
    void nothingIsKnownOfNothing() {
        assertEquals(0, estimator.perSecond(0));
        assertEquals(Optional.empty(), estimator.remaining(0));
    }

    @Test
    void aThirdOfASecondIsNeededToJudge() {
        add(0, 0);
        add(200, 100);
        assertEquals(0, estimator.perSecond(200 * MILLI));
        add(400, 200);
        assertEquals(500, estimator.perSecond(400 * MILLI));
    }

    @Test
    void steadyWorkHasItsRateAndItsEnd() {
        for (int t = 0; t <= 2000; t += 100) {
            add(t, t / 4);
        }
        assertEquals(250, estimator.perSecond(2000 * MILLI));
        assertEquals(Optional.of(Duration.ofSeconds(2)), estimator.remaining(2000 * MILLI));
    }

    @Test
    void theRestIsRoundedUpToWholeSeconds() {
        add(0, 0);
        add(1000, 300);
        assertEquals(Optional.of(Duration.ofSeconds(3)), estimator.remaining(1000 * MILLI));
    }

    @Test
    void whatLiesBeforeTheWindowDoesNotCount() {
        add(0, 0);
        add(1000, 900);
        for (int t = 2000; t <= 6000; t += 1000) {
            add(t, 900 + (t - 1000) / 100);
        }
        assertEquals(10, estimator.perSecond(6000 * MILLI));
    }

    @Test
    void theRateFallsWhileNothingComes() {
        add(0, 0);
        add(1000, 400);
        assertEquals(400, estimator.perSecond(1000 * MILLI));
        assertEquals(200, estimator.perSecond(2000 * MILLI));
        assertEquals(0, estimator.perSecond(6000 * MILLI));
        assertEquals(Optional.empty(), estimator.remaining(6000 * MILLI));
    }

    @Test
    void lessThanBeforeStartsAnew() {
        add(0, 0);
        add(1000, 800);
        add(1100, 0);
        assertEquals(0, estimator.perSecond(1100 * MILLI));
        add(2100, 50);
        assertEquals(50, estimator.perSecond(2100 * MILLI));
    }

    @Test
    void aResetForgets() {
        add(0, 0);
        add(1000, 800);
        estimator.reset();
        assertEquals(0, estimator.perSecond(1000 * MILLI));
    }

    @Test
    void aMillionSamplesInASecond() {
        for (int i = 0; i < 1_000_000; i++) {
            estimator.add(i * 1000L, new JobProgress.Value(i, 2_000_000));
        }
        assertEquals(1_000_000, estimator.perSecond(1_000_000_000L), 2);
    }

    @Test
    void moreDoneThanExpectedHasNoEnd() {
        add(0, 0);
        add(1000, 2000);
        assertEquals(Optional.empty(), estimator.remaining(1000 * MILLI));
    }

    private void add(long millis, long current) {
        estimator.add(millis * MILLI, new JobProgress.Value(current, 1000));
    }
}
