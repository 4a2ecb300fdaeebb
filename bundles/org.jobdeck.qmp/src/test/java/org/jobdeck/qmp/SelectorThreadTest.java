package org.jobdeck.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks, alarms and the end of the thread of all connections. */
@Timeout(30)
class SelectorThreadTest {

    private static void runIn(SelectorThread thread, Runnable action) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        thread.execute(action);
        thread.execute(done::countDown);
        assertTrue(done.await(20, TimeUnit.SECONDS));
    }

    @Test
    void tasksRunInOrderAndFailuresDoNotEndTheThread() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Logger logger = Logger.getLogger(SelectorThread.class.getName());
        logger.setFilter(message -> false);
        try (SelectorThread thread = SelectorThread.start("s", Clock.system())) {
            assertFalse(thread.isCurrent());
            for (int i = 0; i < 5_000; i++) {
                int number = i;
                thread.execute(() -> {
                    seen.add(number);
                    if (number % 1000 == 0) {
                        throw new IllegalStateException("number " + number);
                    }
                });
            }
            runIn(thread, () -> assertTrue(thread.isCurrent()));
        } finally {
            logger.setFilter(null);
        }
        assertEquals(5_000, seen.size());
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    void alarmsGoByTheClock() throws Exception {
        ManualClock clock = new ManualClock();
        List<String> rung = new ArrayList<>();
        try (SelectorThread thread = SelectorThread.start("s", clock)) {
            runIn(thread, () -> {
                thread.alarm(3_000, () -> rung.add("third"));
                thread.alarm(1_000, () -> rung.add("first"));
                thread.alarm(1_000, () -> rung.add("second"));
            });
            clock.advance(Duration.ofNanos(999));
            runIn(thread, () -> rung.add("none yet"));
            CountDownLatch last = new CountDownLatch(1);
            runIn(thread, () -> thread.alarm(3_000, last::countDown));
            clock.advance(Duration.ofNanos(2_001));
            assertTrue(last.await(20, TimeUnit.SECONDS));
        }
        assertEquals(List.of("none yet", "first", "second", "third"), rung);
    }

    @Test
    void alarmsEndTheSleepOfTheThread() throws Exception {
        CountDownLatch rung = new CountDownLatch(1);
        Clock clock = Clock.system();
        try (SelectorThread thread = SelectorThread.start("s", clock)) {
            thread.execute(() -> thread.alarm(clock.nanoTime() + 20_000_000, rung::countDown));
            assertTrue(rung.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatIsHandedOverBeforeTheEndIsDoneAndTheRestIsDropped() throws IOException {
        List<Integer> seen = new ArrayList<>();
        SelectorThread thread = SelectorThread.start("s", Clock.system());
        for (int i = 0; i < 3_000; i++) {
            thread.execute(() -> seen.add(1));
        }
        thread.close();
        assertEquals(3_000, seen.size());
        thread.execute(() -> seen.add(2));
        thread.close();
        assertEquals(3_000, seen.size());
        assertThrows(IllegalStateException.class, () -> thread.alarm(0, () -> {}));
        assertThrows(IllegalStateException.class, () -> thread.settle(() -> {}));
        assertThrows(IllegalStateException.class, thread::transferBuffer);
    }
}
