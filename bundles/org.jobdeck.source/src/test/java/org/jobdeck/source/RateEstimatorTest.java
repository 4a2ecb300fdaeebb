package org.jobdeck.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    /** 100 a second are done and 60 added, so the 2,900 that are left are 40 fewer each second. */
    @Test
    void workThatGrowsEndsAsFastAsTheRestShrinks() {
        for (int second = 0; second <= 4; second++) {
            add(second * 1000, second * 100, 3060 + second * 60);
        }
        assertEquals(100, estimator.perSecond(4000 * MILLI));
        assertEquals(Optional.of(Duration.ofSeconds(73)), estimator.remaining(4000 * MILLI));
        assertFalse(estimator.isOutgrown(4000 * MILLI));
    }

    @Test
    void workThatGrowsAsFastAsItIsDoneHasNoEnd() {
        add(0, 0, 1000);
        add(1000, 100, 1100);
        add(2000, 200, 1200);
        assertEquals(Optional.empty(), estimator.remaining(2000 * MILLI));
        assertFalse(estimator.isOutgrown(2000 * MILLI), "one burst of the guest is no proof");
        add(3000, 300, 1300);
        assertTrue(estimator.isOutgrown(3000 * MILLI));
        // the guest has come to rest
        for (int second = 4; second <= 8; second++) {
            add(second * 1000, second * 100, 1300);
        }
        assertFalse(estimator.isOutgrown(8000 * MILLI));
        assertEquals(Optional.of(Duration.ofSeconds(5)), estimator.remaining(8000 * MILLI));
    }

    @Test
    void whoStandsStillIsNotOutgrown() {
        add(0, 100, 1000);
        add(3500, 100, 2000);
        assertFalse(estimator.isOutgrown(3500 * MILLI));
        estimator.reset();
        assertFalse(estimator.isOutgrown(9000 * MILLI));
    }

    @Test
    void aTotalThatIsToldLateIsNoGrowth() {
        add(0, 0, 0);
        add(3000, 300, 1000);
        assertFalse(estimator.isOutgrown(3000 * MILLI));
        assertEquals(Optional.of(Duration.ofSeconds(7)), estimator.remaining(3000 * MILLI));
    }

    @Test
    void workThatTurnsOutToBeLessEndsNoSooner() {
        add(0, 0, 2000);
        add(1000, 100, 1100);
        assertEquals(Optional.of(Duration.ofSeconds(10)), estimator.remaining(1000 * MILLI));
    }

    private void add(long millis, long current) {
        add(millis, current, 1000);
    }

    private void add(long millis, long current, long total) {
        estimator.add(millis * MILLI, new JobProgress.Value(current, total));
    }
}
