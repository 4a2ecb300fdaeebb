package org.jobdeck.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loops without a thread: who gives the baton up hands it to the next. */
class PrivateLoopTest {

    private final List<String> trace = new CopyOnWriteArrayList<>();
    private EventLoop main;
    private EventLoop lone;

    @BeforeEach
    void adopt() {
        main = EventLoop.adopting("main", Clock.system());
        lone = EventLoop.privateLoop("lone", main);
    }

    @AfterEach
    void close() {
        lone.close();
        main.close();
    }

    @Test
    void bodiesAndBottomHalvesTakeTurnsInTheOrderOfQueueing() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Coroutine second = lone.coroutine("second", () -> trace.add("second"));
        Coroutine first = lone.coroutine("first", () -> {
            begun.countDown();
            Deadline.await(queued);
            trace.add("first");
            Coroutine.yield();
            trace.add("first again");
            done.countDown();
        });
        first.enter();
        Deadline.await(begun);
        second.enter();
        lone.execute(() -> trace.add("bottom half in " + EventLoop.current().name()));
        first.enter();
        queued.countDown();
        Deadline.await(done);
        assertEquals(List.of("first", "second", "bottom half in lone", "first again"), trace);
    }

    @Test
    void enteringFromABodyQueues() {
        CountDownLatch done = new CountDownLatch(1);
        Coroutine other = lone.coroutine("other", () -> {
            trace.add("other");
            done.countDown();
        });
        lone.coroutine("body", () -> {
                    other.enter();
                    trace.add("body goes on");
                })
                .enter();
        Deadline.await(done);
        assertEquals(List.of("body goes on", "other"), trace);
    }

    @Test
    void anExceptionDoesNotLoseTheBaton() {
        CountDownLatch done = new CountDownLatch(1);
        lone.execute(() -> {
            throw new IllegalArgumentException("on purpose");
        });
        lone.coroutine("bad", () -> {
                    throw new IllegalArgumentException("on purpose, too");
                })
                .enter();
        lone.execute(done::countDown);
        Deadline.await(done);
    }

    @Test
    void theHostDoesNotRunWhileNothingIsAskedOfIt() {
        CompletableFuture<String> thread = new CompletableFuture<>();
        lone.coroutine("body", () -> thread.complete(Thread.currentThread().getName()))
                .enter();
        assertEquals("body", Deadline.get(thread));
        assertFalse(main.poll(false));
    }

    @Test
    void itCannotBePolledNorWaitNorTakeRequests() {
        for (Runnable call : List.<Runnable>of(
                () -> lone.poll(false),
                () -> lone.waitWhileUnlocked(() -> false),
                () -> lone.request(() -> {}),
                () -> lone.addWaitGuard(() -> {}))) {
            UnsupportedOperationException no = assertThrows(UnsupportedOperationException.class, call::run);
            assertTrue(no.getMessage().startsWith("the private event loop 'lone' has no home thread and cannot "));
        }
        lone.kick();
    }

    @Test
    void isCurrentHoldsInBodiesAndBottomHalvesOnly() {
        CompletableFuture<Boolean> half = new CompletableFuture<>();
        CompletableFuture<Boolean> body = new CompletableFuture<>();
        lone.execute(() -> half.complete(lone.isCurrent() && !main.isCurrent()));
        lone.coroutine("body", () -> body.complete(lone.isCurrent() && !main.isCurrent()))
                .enter();
        assertTrue(Deadline.get(half));
        assertTrue(Deadline.get(body));
        assertFalse(lone.isCurrent());
        assertEquals(main.clock(), lone.clock());
    }

    @Test
    void theWatchdogHearsHowLongEachBodyHadTheBaton() {
        CompletableFuture<String> told = new CompletableFuture<>();
        lone.watchdog(new BatonWatchdog() {
            @Override
            public void heldTooLong(EventLoop loop, Coroutine coroutine, Duration held, StackTraceElement[] stack) {
                told.complete("too long: " + coroutine.name() + " in " + loop.name());
            }

            @Override
            public void released(EventLoop loop, Coroutine coroutine, long nanos) {
                // as if it had been longer than it was
                BatonWatchdog.super.released(loop, coroutine, nanos + LIMIT.toNanos());
            }
        });
        lone.coroutine("slow", () -> {}).enter();
        assertEquals("too long: slow in lone", Deadline.get(told));
    }

    @Test
    void theWatchdogIsSilentUpToTheLimit() {
        BatonWatchdog watchdog = (loop, coroutine, held, stack) -> trace.add("too long " + held.toNanos());
        Coroutine any = lone.coroutine("any", () -> {});
        watchdog.released(lone, any, BatonWatchdog.LIMIT.toNanos());
        assertEquals(List.of(), trace);
        watchdog.released(lone, any, BatonWatchdog.LIMIT.toNanos() + 1);
        assertEquals(List.of("too long 100000001"), trace);
    }
}
