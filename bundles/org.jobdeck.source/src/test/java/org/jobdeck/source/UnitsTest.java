package org.jobdeck.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.jobdeck.job.common.JobProgress;
import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void bytesHaveThreeDigits() {
        assertEquals("0 B", Units.bytes(0));
        assertEquals("999 B", Units.bytes(999));
        assertEquals("0.98 KiB", Units.bytes(1000));
        assertEquals("1.00 KiB", Units.bytes(1024));
        assertEquals("1.50 MiB", Units.bytes(3 << 19));
        assertEquals("10.0 GiB", Units.bytes(10L << 30));
        assertEquals("999 GiB", Units.bytes(999L << 30));
        assertEquals("8.00 EiB", Units.bytes(Long.MAX_VALUE));
    }

    @Test
    void limitsAreExactWhereTheyCan() {
        assertEquals("none", Units.limit(0));
        assertEquals("50 MiB/s", Units.limit(50L << 20));
        assertEquals("1000 B/s", Units.limit(1000));
        assertEquals("95.4 MiB/s", Units.limit(100_000_000));
    }

    @Test
    void timesHaveTwoUnits() {
        assertEquals("0 s", Units.time(Duration.ofMillis(999)));
        assertEquals("59 s", Units.time(Duration.ofSeconds(59)));
        assertEquals("3 min 05 s", Units.time(Duration.ofSeconds(185)));
        assertEquals("1 h 05 min", Units.time(Duration.ofSeconds(3900)));
        assertEquals("2 d 03 h", Units.time(Duration.ofHours(51)));
    }

    @Test
    void theOlderTheCoarser() {
        assertEquals("9 s", Units.age(Duration.ofSeconds(9)));
        assertEquals("10 s", Units.age(Duration.ofSeconds(19)));
        assertEquals("3 min", Units.age(Duration.ofSeconds(239)));
        assertEquals("5 h", Units.age(Duration.ofMinutes(359)));
        assertEquals("2 d", Units.age(Duration.ofHours(71)));
    }

    @Test
    void onlyAllIsAHundredPerCent() {
        assertEquals("99 %", Units.percent(Units.fraction(new JobProgress.Value(99_999, 100_000))));
        assertEquals("100 %", Units.percent(Units.fraction(new JobProgress.Value(7, 7))));
        assertEquals("29 %", Units.percent(0.29));
        assertEquals("0 %", Units.percent(Units.fraction(new JobProgress.Value(0, 0))));
    }
}
