package org.jobdeck.job.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;

/** The rate limit's numbers, slice by slice. */
class RateLimitTest {

    private final ManualClock clock = new ManualClock();
    private final RateLimit limit = new RateLimit(clock);

    private long millisAfter(long units) {
        return limit.delayAfter(units).toMillis();
    }

    @Test
    void withoutALimitThereIsNoDelay() {
        assertEquals(Duration.ZERO, limit.delayAfter(Long.MAX_VALUE / 2));
        limit.setSpeed(1000);
        limit.setSpeed(0);
        assertEquals(Duration.ZERO, limit.delayAfter(1_000_000));
    }

    @Test
    void aSliceIsATenthOfASecond() {
        assertEquals(Duration.ofMillis(100), RateLimit.SLICE);
        limit.setSpeed(1000);
        assertEquals(0, millisAfter(99));
        assertEquals(100, millisAfter(1), "the quota of 100 is used up, not exceeded");
    }

    @Test
    void moreThanTheQuotaIsPaidBackInProportion() {
        limit.setSpeed(1000);
        assertEquals(250, millisAfter(250));
        clock.advance(Duration.ofMillis(50));
        assertEquals(200, millisAfter(0), "the slice has become 250 ms long");
        clock.advance(Duration.ofMillis(200));
        assertEquals(0, millisAfter(0), "at its very end nothing is left to wait");
        clock.advance(Duration.ofNanos(1));
        assertEquals(0, millisAfter(99), "and after it a new one begins");
    }

    @Test
    void aSliceThatIsOverBeginsAnewWithTheFullQuota() {
        limit.setSpeed(1000);
        assertEquals(0, millisAfter(60));
        clock.advance(Duration.ofMillis(100));
        assertEquals(20, millisAfter(60), "still the same slice at its last instant: 120 of 100");
        clock.advance(Duration.ofMillis(21));
        assertEquals(0, millisAfter(60));
    }

    @Test
    void theDelayCountsFromNowNotFromTheBeginningOfTheSlice() {
        limit.setSpeed(1000);
        assertEquals(0, millisAfter(50));
        clock.advance(Duration.ofMillis(70));
        assertEquals(80, millisAfter(100), "150 of 100 make 150 ms, of which 70 are over");
    }

    @Test
    void theLeastQuotaIsOneASlice() {
        limit.setSpeed(1);
        assertEquals(100, millisAfter(1));
        assertEquals(300, millisAfter(2));
    }

    @Test
    void fractionsOfAQuotaAreCutOff() {
        limit.setSpeed(1999);
        assertEquals(0, millisAfter(198));
        assertEquals(100, millisAfter(1));
    }

    @Test
    void aNewSpeedHoldsForTheSliceUnderWay() {
        limit.setSpeed(1000);
        assertEquals(0, millisAfter(50));
        limit.setSpeed(500);
        assertEquals(200, millisAfter(50));
    }
}
