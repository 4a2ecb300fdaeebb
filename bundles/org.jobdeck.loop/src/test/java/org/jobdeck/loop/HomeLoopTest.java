package org.jobdeck.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bottom halves, requests, nested polls, waits, kicks and the end of a loop. */
class HomeLoopTest {

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
    void bottomHalvesRunInTheOrderOfQueueingAndNeverAtOnce() {
        main.execute(() -> trace.add("one"));
        main.execute(() -> trace.add("two"));
        main.execute(() -> trace.add("three"));
        assertEquals(List.of(), trace);
        assertTrue(main.poll(false));
        assertEquals(List.of("one", "two", "three"), trace);
        assertFalse(main.poll(false));
    }

    @Test
    void oneScheduledDuringAnIterationRunsInTheNext() {
        main.execute(() -> {
            trace.add("first");
            main.execute(() -> trace.add("second"));
        });
        main.poll(false);
        assertEquals(List.of("first"), trace);
        main.poll(false);
        assertEquals(List.of("first", "second"), trace);
    }

    @Test
    void aNestedPollRunsWhatTheOuterOneStillHas() {
        main.execute(() -> {
            trace.add("outer");
            main.poll(false);
            trace.add("outer again");
        });
        main.execute(() -> trace.add("next"));
        main.poll(false);
        assertEquals(List.of("outer", "next", "outer again"), trace);
    }

    /** The wait belongs to somebody who has nothing to do with the bottom half. */
    @Test
    void aBottomHalfThatFailsDoesNotBreakOffAWaitInALoopWithItsOwnThread() throws Exception {
        CountDownLatch waited = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        EventLoop loop = EventLoop.onNewThread("own", Clock.system());
        try {
            loop.request(() -> {
                loop.execute(() -> {
                    throw new IllegalStateException("on purpose");
                });
                loop.schedule(Duration.ZERO, () -> {
                    loop.execute(() -> done.set(true));
                    throw new IllegalStateException("on purpose");
                });
                loop.waitWhileUnlocked(() -> !done.get());
                waited.countDown();
            });
            assertTrue(waited.await(10, TimeUnit.SECONDS));
        } finally {
            loop.close();
        }
    }

    @Test
    void requestsRunOnePerIterationAfterBottomHalves() {
        main.request(() -> trace.add("request one"));
        main.request(() -> trace.add("request two"));
        main.execute(() -> trace.add("bottom half"));
        assertTrue(main.poll(false));
        assertEquals(List.of("bottom half", "request one"), trace);
        assertTrue(main.poll(false));
        assertEquals(List.of("bottom half", "request one", "request two"), trace);
    }

    @Test
    void requestsRunOnlyInTheOutermostPoll() {
        main.request(() -> trace.add("request"));
        main.execute(() -> {
            assertFalse(main.poll(false), "there is nothing for a nested poll to do");
            trace.add("bottom half");
        });
        main.poll(false);
        assertEquals(List.of("bottom half", "request"), trace);
    }

    @Test
    void aRequestDoesNotRunInsideAnotherOne() {
        main.request(() -> {
            trace.add("first begins");
            main.poll(false);
            trace.add("first ends");
        });
        main.request(() -> trace.add("second"));
        main.poll(false);
        main.poll(false);
        assertEquals(List.of("first begins", "first ends", "second"), trace);
    }

    @Test
    void requestsNeverRunInsideAWait() {
        AtomicInteger rounds = new AtomicInteger();
        main.request(() -> trace.add("request"));
        main.execute(() -> trace.add("bottom half"));
        main.waitWhileUnlocked(() -> {
            if (rounds.incrementAndGet() < 3) {
                main.execute(() -> {});
                return true;
            }
            return false;
        });
        assertEquals(List.of("bottom half"), trace, "the wait is not a place for commands");
        main.poll(false);
        assertEquals(List.of("bottom half", "request"), trace);
    }

    @Test
    void aBlockingPollWaitsForAnotherThread() {
        AtomicBoolean ran = new AtomicBoolean();
        Thread.ofPlatform().start(() -> main.execute(() -> ran.set(true)));
        assertTrue(main.poll(true));
        assertTrue(ran.get());
        Thread.ofPlatform().start(() -> main.request(() -> ran.set(false)));
        assertTrue(main.poll(true));
        assertFalse(ran.get());
    }

    @Test
    void kickMakesAWaitLookAgain() {
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch waits = new CountDownLatch(1);
        Thread.ofPlatform().start(() -> {
            Deadline.await(waits);
            done.set(true);
            main.kick();
        });
        main.waitWhileUnlocked(() -> {
            waits.countDown();
            return !done.get();
        });
        assertTrue(done.get());
    }

    @Test
    void kickQueuesNothingWhereNobodyWaits() {
        main.kick();
        assertFalse(main.poll(false));
    }

    @Test
    void waitGuardsAreAskedBeforeTheCondition() {
        AtomicBoolean forbidden = new AtomicBoolean(true);
        main.addWaitGuard(() -> {
            trace.add("guard");
            if (forbidden.get()) {
                throw new IllegalStateException("not now");
            }
        });
        assertThrows(
                IllegalStateException.class,
                () -> main.waitWhileUnlocked(() -> {
                    trace.add("condition");
                    return false;
                }));
        assertEquals(List.of("guard"), trace);
        forbidden.set(false);
        main.waitWhileUnlocked(() -> false);
        main.request(() -> trace.add("request"));
        main.poll(false);
        assertEquals(List.of("guard", "guard", "request"), trace, "a refused wait leaves the depth as it was");
    }

    @Test
    void pollAndWaitAreForTheHomeThread() throws InterruptedException {
        AtomicReference<Throwable> poll = new AtomicReference<>();
        AtomicReference<Throwable> wait = new AtomicReference<>();
        main.coroutine("body", () -> {
                    poll.set(assertThrows(IllegalStateException.class, () -> main.poll(false)));
                    wait.set(assertThrows(IllegalStateException.class, () -> main.waitWhileUnlocked(() -> false)));
                })
                .enter();
        assertTrue(poll.get().getMessage().contains("can poll in it, but the caller is 'body'"));
        assertTrue(wait.get().getMessage().contains("can wait in it"));
        poll.set(null);
        Thread.ofPlatform()
                .start(() -> poll.set(assertThrows(IllegalStateException.class, () -> main.poll(false))))
                .join();
        assertTrue(poll.get().getMessage().contains("only the home thread"));
    }

    @Test
    void anExceptionOfABottomHalfReachesTheOneWhoPollsAndTheRestRunsLater() {
        main.execute(() -> {
            throw new IllegalArgumentException("on purpose");
        });
        main.execute(() -> trace.add("rest"));
        main.request(() -> trace.add("request"));
        assertThrows(IllegalArgumentException.class, () -> main.poll(false));
        assertEquals(List.of(), trace);
        main.poll(false);
        assertEquals(List.of("rest", "request"), trace, "and the depth is 0 again, so that requests run");
    }

    @Test
    void anExceptionOfABottomHalfDoesNotEndALoopWithItsOwnThread() {
        EventLoop other = EventLoop.onNewThread("other", Clock.system());
        try {
            other.execute(() -> {
                throw new IllegalArgumentException("on purpose");
            });
            CountDownLatch alive = new CountDownLatch(1);
            other.execute(alive::countDown);
            Deadline.await(alive);
        } finally {
            other.close();
        }
    }

    @Test
    void moveToGoesOnInTheOtherLoop() {
        EventLoop other = EventLoop.onNewThread("other", Clock.system());
        EventLoop lone = EventLoop.privateLoop("lone", main);
        try {
            AtomicBoolean done = new AtomicBoolean();
            Coroutine body = main.coroutine("body", () -> {
                Coroutine me = Coroutine.current();
                for (EventLoop target : List.of(other, lone, main, lone, other, main, main)) {
                    me.moveTo(target);
                    trace.add(EventLoop.current().name());
                    if (EventLoop.current() != target || !target.isCurrent() || me.loop() != target) {
                        trace.add("wrong");
                    }
                }
                done.set(true);
            });
            body.enter();
            assertFalse(done.get(), "it went elsewhere");
            Deadline.pollUntil(main, done::get);
            assertEquals(List.of("other", "lone", "main", "lone", "other", "main", "main"), trace);
            assertTrue(body.hasEnded());
        } finally {
            other.close();
        }
    }

    @Test
    void onlyTheBodyItselfMoves() {
        Coroutine body = main.coroutine("body", Coroutine::yield);
        body.enter();
        assertThrows(IllegalStateException.class, () -> body.moveTo(main));
        body.enter();
    }

    @Test
    void moversAndOthersNeverCollide() {
        EventLoop other = EventLoop.onNewThread("other", Clock.system());
        EventLoop lone = EventLoop.privateLoop("lone", main);
        try {
            List<EventLoop> loops = List.of(main, other, lone);
            List<AtomicInteger> inside = List.of(new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
            AtomicInteger collisions = new AtomicInteger();
            int[] visits = new int[3];
            AtomicInteger running = new AtomicInteger(6);
            for (int b = 0; b < 6; b++) {
                int offset = b;
                loops.get(b % 3)
                        .coroutine("mover " + b, () -> {
                            for (int n = 0; n < 300; n++) {
                                int at = (offset + n) % 3;
                                Coroutine.current().moveTo(loops.get(at));
                                if (inside.get(at).incrementAndGet() != 1) {
                                    collisions.incrementAndGet();
                                }
                                visits[at]++;
                                inside.get(at).decrementAndGet();
                            }
                            running.decrementAndGet();
                            main.execute(() -> {});
                        })
                        .enter();
            }
            Deadline.pollUntil(main, () -> running.get() == 0);
            assertEquals(0, collisions.get());
            assertEquals(List.of(600, 600, 600), List.of(visits[0], visits[1], visits[2]));
        } finally {
            other.close();
        }
    }

    @Test
    void closeEndsTheThreadAndGivesAnAdoptedOneFree() {
        EventLoop other = EventLoop.onNewThread("other", Clock.system());
        AtomicReference<Thread> home = new AtomicReference<>();
        CountDownLatch seen = new CountDownLatch(1);
        other.execute(() -> {
            home.set(Thread.currentThread());
            seen.countDown();
        });
        Deadline.await(seen);
        assertNotEquals(Thread.currentThread(), home.get());
        assertEquals("other", home.get().getName());
        other.close();
        Deadline.join(home.get());
        assertSame(main, EventLoop.current());
        main.close();
        assertNull(EventLoop.current());
    }

    @Test
    void aLoopMayCloseItselfFromItsOwnThread() {
        EventLoop other = EventLoop.onNewThread("other", Clock.system());
        AtomicReference<Thread> home = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        other.execute(() -> {
            home.set(Thread.currentThread());
            other.close();
            closed.countDown();
        });
        Deadline.await(closed);
        other.close();
        Deadline.join(home.get());
    }
}
