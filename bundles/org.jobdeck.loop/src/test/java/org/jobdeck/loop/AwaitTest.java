package org.jobdeck.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that wait for others, workers, and the watchdog. */
class AwaitTest {

    private final List<String> trace = new ArrayList<>();
    private EventLoop main;

    @BeforeEach
    void adopt() {
        main = EventLoop.adopting("main", Clock.system());
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void awaitGivesTheBatonUpUntilTheStageIsComplete() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        main.coroutine("body", () -> {
                    try {
                        trace.add("got " + Coroutine.await(stage));
                    } catch (ExecutionException e) {
                        trace.add("failed");
                    }
                })
                .enter();
        main.execute(() -> trace.add("meanwhile"));
        main.poll(false);
        Thread.ofPlatform().start(() -> stage.complete("it"));
        Deadline.pollUntil(main, () -> trace.size() == 2);
        assertEquals(List.of("meanwhile", "got it"), trace);
    }

    @Test
    void awaitOfSomethingDoneDoesNotYield() {
        main.coroutine("body", () -> {
                    try {
                        trace.add(Coroutine.await(CompletableFuture.completedFuture("at once")));
                    } catch (ExecutionException e) {
                        trace.add("failed");
                    }
                })
                .enter();
        assertEquals(List.of("at once"), trace);
    }

    @Test
    void everyYieldIsCountedInTheBodyItself() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Coroutine body = main.coroutine("body", () -> {
            Coroutine me = Coroutine.current();
            try {
                trace.add(me.yields() + Coroutine.await(CompletableFuture.completedFuture(" then ")) + me.yields());
                trace.add(Coroutine.await(stage) + me.yields());
            } catch (ExecutionException e) {
                trace.add("failed");
            }
        });
        body.enter();
        assertThrows(IllegalStateException.class, body::yields);
        stage.complete("at last ");
        Deadline.pollUntil(main, body::hasEnded);
        assertEquals(List.of("0 then 0", "at last 1"), trace);
    }

    @Test
    void awaitHandsTheFailureOn() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        AtomicReference<Throwable> cause = new AtomicReference<>();
        main.coroutine("body", () -> {
                    try {
                        Coroutine.await(stage);
                    } catch (ExecutionException e) {
                        cause.set(e.getCause());
                    }
                })
                .enter();
        stage.completeExceptionally(new java.io.IOException("no"));
        main.poll(false);
        assertInstanceOf(java.io.IOException.class, cause.get());
        assertEquals("no", cause.get().getMessage());
    }

    @Test
    void workRunsOnAPlatformThreadWhileTheLoopGoesOn() {
        try (WorkerPool pool = new WorkerPool("worker", 2)) {
            CountDownLatch goOn = new CountDownLatch(1);
            AtomicBoolean done = new AtomicBoolean();
            main.coroutine("body", () -> {
                        try {
                            trace.add(pool.call(() -> {
                                Deadline.await(goOn);
                                return Thread.currentThread().getName() + " "
                                        + Thread.currentThread().isVirtual();
                            }));
                            trace.add("in " + EventLoop.current().name());
                        } catch (ExecutionException e) {
                            trace.add("failed");
                        }
                        done.set(true);
                    })
                    .enter();
            main.execute(() -> {
                trace.add("meanwhile");
                goOn.countDown();
            });
            Deadline.pollUntil(main, done::get);
            assertEquals(List.of("meanwhile", "worker-1 false", "in main"), trace);
        }
    }

    @Test
    void whatTheWorkThrowsIsTheCause() {
        try (WorkerPool pool = new WorkerPool("worker", 1)) {
            AtomicReference<Throwable> cause = new AtomicReference<>();
            main.coroutine("body", () -> {
                        try {
                            pool.call(() -> {
                                throw new java.io.IOException("disk");
                            });
                        } catch (ExecutionException e) {
                            cause.set(e.getCause());
                        }
                    })
                    .enter();
            Deadline.pollUntil(main, () -> cause.get() != null);
            assertEquals("disk", cause.get().getMessage());
        }
    }

    @Test
    void outsideACoroutineTheWorkIsNotEvenStarted() {
        AtomicBoolean ran = new AtomicBoolean();
        try (WorkerPool pool = new WorkerPool("worker", 1)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> pool.call(() -> {
                        ran.set(true);
                        return null;
                    }));
        }
        assertFalse(ran.get());
    }

    @Test
    void aPoolNeverUsesMoreThreadsThanItMay() {
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        java.util.concurrent.atomic.AtomicInteger inside = new java.util.concurrent.atomic.AtomicInteger();
        try (WorkerPool pool = new WorkerPool("worker", 3)) {
            for (int i = 0; i < 200; i++) {
                pool.submit(() -> {
                    if (inside.incrementAndGet() > 3) {
                        wrong.set(new AssertionError("too many at once"));
                    }
                    inside.decrementAndGet();
                    return null;
                });
            }
        }
        assertEquals(null, wrong.get());
        assertEquals(0, inside.get(), "close lets queued work come to its end");
    }

    @Test
    void aBodyThatKeepsTheBatonIsNamedWhileItDoes() {
        CountDownLatch named = new CountDownLatch(1);
        main.watchdog((loop, coroutine, held, stack) -> {
            trace.add(coroutine.name() + " in " + loop.name() + " for " + held);
            for (StackTraceElement frame : stack) {
                if (frame.getMethodName().equals("hog")) {
                    trace.add("hog seen");
                }
            }
            named.countDown();
        });
        main.coroutine("greedy", () -> hog(named)).enter();
        assertEquals(List.of("greedy in main for " + Duration.ofMillis(100), "hog seen"), trace);
    }

    private static void hog(CountDownLatch untilNamed) {
        Deadline.await(untilNamed);
    }

    @Test
    void errorNumbersHaveTheTextsOfTheCLibrary() {
        assertEquals("No space left on device", Errno.textOf(-28));
        assertEquals("Operation canceled", Errno.textOf(125));
        assertEquals("Unknown error 4711", Errno.textOf(-4711));
        assertTrue(Errno.of(5).filter(Errno.EIO::equals).isPresent());
        assertTrue(Errno.of(0).isEmpty());
    }
}
