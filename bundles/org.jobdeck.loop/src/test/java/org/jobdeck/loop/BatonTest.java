package org.jobdeck.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who runs in a loop, and when: the rules of the baton. */
class BatonTest {

    private EventLoop main;
    private final List<String> trace = new ArrayList<>();

    @BeforeEach
    void adopt() {
        main = EventLoop.adopting("main", Clock.system());
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void enterInTheLoopReturnsAfterTheNextYield() {
        Coroutine body = main.coroutine("body", () -> {
            trace.add("first");
            Coroutine.yield();
            trace.add("second");
        });
        trace.add("before");
        body.enter();
        trace.add("between");
        assertFalse(body.hasEnded());
        body.enter();
        trace.add("after");
        assertTrue(body.hasEnded());
        assertEquals(List.of("before", "first", "between", "second", "after"), trace);
    }

    @Test
    void enterFromAnotherCoroutineRunsAfterThatOneYields() {
        Coroutine b = main.coroutine("b", () -> trace.add("b"));
        Coroutine c = main.coroutine("c", () -> trace.add("c"));
        Coroutine a = main.coroutine("a", () -> {
            b.enter();
            c.enter();
            trace.add("a goes on");
            Coroutine.yield();
            trace.add("a ends");
        });
        a.enter();
        assertEquals(List.of("a goes on", "b", "c"), trace);
        a.enter();
        assertEquals(List.of("a goes on", "b", "c", "a ends"), trace);
    }

    @Test
    void wakeUpsOfAWakeUpRunBeforeTheRest() {
        Coroutine inner = main.coroutine("inner", () -> trace.add("inner"));
        Coroutine b = main.coroutine("b", () -> {
            trace.add("b");
            inner.enter();
        });
        Coroutine c = main.coroutine("c", () -> trace.add("c"));
        main.coroutine("a", () -> {
                    b.enter();
                    c.enter();
                })
                .enter();
        assertEquals(List.of("b", "inner", "c"), trace);
    }

    @Test
    void enterFromElsewhereQueues() throws InterruptedException {
        Coroutine body = main.coroutine("body", () -> trace.add("body"));
        Thread other = Thread.ofPlatform().start(body::enter);
        other.join();
        assertEquals(List.of(), trace, "the body must not run before its loop is polled");
        assertTrue(main.poll(false));
        assertEquals(List.of("body"), trace);
    }

    @Test
    void aCoroutineMayEnterItselfAndRunsAgainAfterItsYield() {
        Coroutine[] body = new Coroutine[1];
        body[0] = main.coroutine("body", () -> {
            trace.add("first");
            body[0].enter();
            trace.add("still first");
            Coroutine.yield();
            trace.add("second");
        });
        body[0].enter();
        assertEquals(List.of("first", "still first", "second"), trace);
    }

    @Test
    void aSecondEnterBeforeItRanIsRefused() throws InterruptedException {
        Coroutine body = main.coroutine("body", () -> {});
        Thread.ofPlatform().start(body::enter).join();
        IllegalStateException twice = assertThrows(IllegalStateException.class, body::enter);
        assertTrue(twice.getMessage().contains("'body' is already scheduled"), twice.getMessage());
        main.poll(false);
        IllegalStateException over = assertThrows(IllegalStateException.class, body::enter);
        assertTrue(over.getMessage().contains("'body' has ended"), over.getMessage());
    }

    @Test
    void currentTellsWhoseBatonTheThreadHas() throws InterruptedException {
        EventLoop other = EventLoop.onNewThread("other", Clock.system());
        try {
            assertSame(main, EventLoop.current());
            assertTrue(main.isCurrent());
            assertFalse(other.isCurrent());
            CountDownLatch seen = new CountDownLatch(1);
            List<Object> there = new ArrayList<>();
            other.coroutine("there", () -> {
                        there.add(EventLoop.current());
                        there.add(other.isCurrent());
                        there.add(main.isCurrent());
                        there.add(Coroutine.current().name());
                        seen.countDown();
                    })
                    .enter();
            Deadline.await(seen);
            assertEquals(List.of(other, true, false, "there"), there);
            List<Object> nowhere = new ArrayList<>();
            Thread.ofPlatform()
                    .start(() -> {
                        nowhere.add(EventLoop.current() == null);
                        nowhere.add(main.isCurrent());
                        nowhere.add(Coroutine.current() == null);
                    })
                    .join();
            assertEquals(List.of(true, false, true), nowhere);
        } finally {
            other.close();
        }
    }

    @Test
    void requireCurrentNamesLoopAndThread() {
        EventLoop lone = EventLoop.privateLoop("lone", main);
        IllegalStateException wrong =
                assertThrows(IllegalStateException.class, () -> lone.requireCurrent("to do something"));
        assertTrue(wrong.getMessage().contains("to do something must be called in the event loop 'lone'"));
        assertTrue(wrong.getMessage().contains("in the loop 'main'"));
        main.requireCurrent("this is fine");
    }

    @Test
    void yieldSleepAndAwaitAreForCoroutines() {
        assertNull(Coroutine.current());
        for (Runnable call : List.<Runnable>of(
                Coroutine::yield, () -> Coroutine.sleep(java.time.Duration.ZERO), () -> awaitNothing())) {
            IllegalStateException outside = assertThrows(IllegalStateException.class, call::run);
            assertTrue(outside.getMessage().startsWith("only a coroutine can "), outside.getMessage());
        }
    }

    private static void awaitNothing() {
        try {
            Coroutine.await(new java.util.concurrent.CompletableFuture<>());
        } catch (java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anExceptionInABodyEndsTheBodyAndGivesTheBatonBack() {
        Coroutine body = main.coroutine("body", () -> {
            throw new IllegalArgumentException("on purpose");
        });
        body.enter();
        assertTrue(body.hasEnded());
        main.execute(() -> trace.add("the loop goes on"));
        main.poll(false);
        assertEquals(List.of("the loop goes on"), trace);
    }

    @Test
    void neverTwoAtOnceInALoopWithAThread() {
        stress(main, true);
    }

    @Test
    void neverTwoAtOnceInAPrivateLoop() {
        stress(EventLoop.privateLoop("lone", main), false);
    }

    /** Bodies, bottom halves and foreign threads that enter, all of one loop; counters without any protection. */
    private void stress(EventLoop loop, boolean withBottomHalves) {
        int bodies = 8;
        int rounds = 400;
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger collisions = new AtomicInteger();
        AtomicInteger running = new AtomicInteger(bodies);
        int[] plain = {0};
        Runnable step = () -> {
            if (inside.incrementAndGet() != 1) {
                collisions.incrementAndGet();
            }
            plain[0]++;
            inside.decrementAndGet();
        };
        List<Thread> enterers = new ArrayList<>();
        for (int i = 0; i < bodies; i++) {
            Runnable[] wake = new Runnable[1];
            Coroutine body = loop.coroutine("body " + i, () -> {
                for (int n = 0; n < rounds; n++) {
                    step.run();
                    Thread.ofVirtual().start(wake[0]);
                    Coroutine.yield();
                }
                if (running.decrementAndGet() == 0) {
                    main.execute(() -> {});
                }
            });
            wake[0] = body::enter;
            enterers.add(Thread.ofPlatform().unstarted(wake[0]));
        }
        AtomicInteger halves = new AtomicInteger();
        if (withBottomHalves) {
            enterers.add(Thread.ofPlatform().unstarted(() -> {
                for (int n = 0; n < rounds; n++) {
                    loop.execute(step);
                    halves.incrementAndGet();
                }
            }));
        }
        enterers.forEach(Thread::start);
        Deadline.pollUntil(main, () -> running.get() == 0);
        if (withBottomHalves) {
            Deadline.pollUntil(main, () -> plain[0] == bodies * rounds + rounds);
        }
        assertEquals(0, collisions.get());
        assertEquals(bodies * rounds + halves.get(), plain[0]);
    }
}
