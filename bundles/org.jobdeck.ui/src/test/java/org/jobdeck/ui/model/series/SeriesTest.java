package org.jobdeck.ui.model.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SeriesTest {

    private final Series series = new Series(500);

    private void add(double seconds, long rate, long left) {
        series.add(500 + (long) (seconds * 1e9), rate, left, 1000);
    }

    @Test
    void keepsWhatItWasGiven() {
        add(0, 10, 900);
        add(1, 20, 880);
        assertEquals(2, series.size());
        assertEquals(1.0, series.seconds(1));
        assertEquals(20, series.rate(1));
        assertEquals(880, series.left(1));
        assertEquals(1000, series.total(0));
        assertEquals(2.5, series.secondsAt(500 + TimeUnit.MILLISECONDS.toNanos(2500)));
        assertThrows(IndexOutOfBoundsException.class, () -> series.rate(2));
    }

    @Test
    void aSampleThatComesTooSoonTakesThePlaceOfTheLast() {
        add(0, 10, 900);
        add(0.4, 20, 890);
        add(0.8, 30, 880);
        assertEquals(2, series.size());
        assertEquals(30, series.rate(1));
        add(1.2, 40, 870);
        assertEquals(3, series.size());
    }

    /** However long a job runs, its whole life is there and it is never more than so much. */
    @Test
    void holdsAWholeDayInBoundedRoom() {
        int day = 86_400;
        for (int second = 0; second <= day; second++) {
            add(second, second, day - second);
            assertTrue(series.size() <= Series.MOST);
        }
        assertTrue(series.size() > Series.MOST / 2 - 1);
        assertEquals(0, series.seconds(0));
        assertEquals(day, series.seconds(series.size() - 1), "the last is there");
        for (int i = 0; i < series.size(); i++) {
            assertEquals(series.seconds(i), series.rate(i), 1, "rate and time belong together");
            assertEquals(day - series.seconds(i), series.left(i), 1);
            assertTrue(i == 0 || series.seconds(i) > series.seconds(i - 1), "in order");
        }
    }

    @Test
    void findsTheSamplesOfTheLastSeconds() {
        for (int second = 0; second < 50; second++) {
            add(second, 1, 1);
        }
        assertEquals(39, series.indexBack(10));
        assertEquals(0, series.indexBack(1000));
    }
}
