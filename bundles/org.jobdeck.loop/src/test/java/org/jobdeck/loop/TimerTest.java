package org.jobdeck.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timers, with a clock that moves only when told to. */
class TimerTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> trace = new ArrayList<>();
    private EventLoop main;

    @BeforeEach
    void adopt() {
        main = EventLoop.adopting("main", clock);
    }

    @AfterEach
    void close() {
        main.close();
    }

    private Timer at(long millis, String name) {
        return main.schedule(Duration.ofMillis(millis), () -> trace.add(name));
    }

    @Test
    void timersFireInTheOrderOfTheirDeadlinesAndNotBefore() {
        at(30, "thirty");
        at(10, "ten");
        at(20, "twenty");
        assertFalse(main.poll(false));
        clock.advance(Duration.ofMillis(10).minusNanos(1));
        assertFalse(main.poll(false));
        clock.advance(Duration.ofNanos(1));
        assertTrue(main.poll(false));
        assertEquals(List.of("ten"), trace);
        clock.advance(Duration.ofMillis(20));
        assertTrue(main.poll(false));
        assertEquals(List.of("ten", "twenty", "thirty"), trace);
    }

    @Test
    void equalDeadlinesFireInTheOrderOfScheduling() {
        for (int i = 0; i < 20; i++) {
            at(5, "t" + i);
        }
        clock.advance(Duration.ofMillis(5));
        main.poll(false);
        assertEquals(20, trace.size());
        for (int i = 0; i < 20; i++) {
            assertEquals("t" + i, trace.get(i));
        }
    }

    @Test
    void zeroAndNegativeDelaysFireInTheNextIteration() {
        at(0, "zero");
        main.schedule(Duration.ofSeconds(-1), () -> trace.add("negative"));
        assertTrue(main.poll(false));
        assertEquals(List.of("zero", "negative"), trace);
    }

    @Test
    void aTimerThatSchedulesItselfWithoutDelayLetsTheIterationEnd() {
        AtomicInteger fired = new AtomicInteger();
        Runnable[] again = new Runnable[1];
        again[0] = () -> {
            if (fired.incrementAndGet() < 1_000) {
                main.schedule(Duration.ZERO, again[0]);
            }
        };
        main.schedule(Duration.ZERO, again[0]);
        main.poll(false);
        assertEquals(1, fired.get());
        main.poll(false);
        assertEquals(2, fired.get());
    }

    @Test
    void aCancelledTimerDoesNotFire() {
        Timer timer = at(10, "never");
        assertTrue(timer.isPending());
        assertTrue(timer.cancel());
        assertFalse(timer.isPending());
        assertFalse(timer.cancel(), "once is enough");
        clock.advance(Duration.ofMillis(20));
        assertFalse(main.poll(false));
        assertEquals(List.of(), trace);
    }

    @Test
    void aTimerThatHasFiredCannotBeCancelled() {
        Timer[] timer = new Timer[1];
        timer[0] = main.schedule(Duration.ofMillis(1), () -> trace.add(timer[0].isPending() + " " + timer[0].cancel()));
        clock.advance(Duration.ofMillis(1));
        main.poll(false);
        assertEquals(List.of("false false"), trace);
        assertFalse(timer[0].cancel());
    }

    @Test
    void manyCancelledTimersAreThrownAway() {
        TimerQueue queue = new TimerQueue();
        TimerQueue.Entry live = queue.new Entry(1_000_000, () -> {});
        queue.add(live);
        for (int i = 0; i < 10_000; i++) {
            TimerQueue.Entry entry = queue.new Entry(2_000_000 + i, () -> {});
            queue.add(entry);
            entry.cancel();
            assertTrue(queue.size() < 200, "dead timers pile up: " + queue.size());
        }
        assertEquals(1_000_000, queue.earliest());
        assertEquals(live, queue.takeDue(3_000_000, Long.MAX_VALUE));
        assertEquals(null, queue.takeDue(3_000_000, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, queue.earliest());
    }

    @Test
    void aJumpOfTheClockWakesABlockingPoll() {
        at(60_000, "a minute");
        CountDownLatch polls = new CountDownLatch(1);
        main.execute(polls::countDown);
        Thread.ofPlatform().start(() -> {
            Deadline.await(polls);
            clock.advance(Duration.ofMinutes(1));
        });
        Deadline.pollUntil(main, () -> !trace.isEmpty());
        assertEquals(List.of("a minute"), trace);
    }

    @Test
    void anEarlierTimerFromAnotherThreadIsNoticed() {
        EventLoop real = EventLoop.onNewThread("real", Clock.system());
        try {
            CountDownLatch fired = new CountDownLatch(1);
            real.schedule(Duration.ofDays(10_000_000), () -> {});
            real.schedule(Duration.ofNanos(1), fired::countDown);
            Deadline.await(fired);
        } finally {
            real.close();
        }
    }

    @Test
    void sleepOfACoroutineFollowsTheClock() {
        main.coroutine("sleeper", () -> {
                    trace.add("sleeps");
                    Coroutine.sleep(Duration.ofSeconds(1));
                    trace.add("awake");
                })
                .enter();
        clock.advance(Duration.ofMillis(999));
        main.poll(false);
        assertEquals(List.of("sleeps"), trace);
        clock.advance(Duration.ofMillis(1));
        main.poll(false);
        assertEquals(List.of("sleeps", "awake"), trace);
    }

    @Test
    void timersOfAPrivateLoopFireInIt() {
        EventLoop lone = EventLoop.privateLoop("lone", main);
        AtomicBoolean there = new AtomicBoolean();
        AtomicBoolean done = new AtomicBoolean();
        lone.schedule(Duration.ofMillis(5), () -> {
            there.set(EventLoop.current() == lone);
            done.set(true);
            main.execute(() -> {});
        });
        clock.advance(Duration.ofMillis(5));
        Deadline.pollUntil(main, done::get);
        assertTrue(there.get());
    }

    @Test
    void theManualClockMovesOnlyForward() throws Exception {
        ManualClock c = new ManualClock(Instant.ofEpochSecond(100));
        AtomicInteger jumps = new AtomicInteger();
        AutoCloseable watch = c.onJump(jumps::incrementAndGet);
        c.advance(Duration.ofSeconds(3));
        assertEquals(Instant.ofEpochSecond(103), c.now());
        assertEquals(3_000_000_000L, c.nanoTime());
        assertEquals(1, jumps.get());
        watch.close();
        c.advance(Duration.ZERO);
        assertEquals(1, jumps.get());
        assertFalse(c.runsByItself());
        assertThrows(IllegalArgumentException.class, () -> c.advance(Duration.ofNanos(-1)));
    }
}
