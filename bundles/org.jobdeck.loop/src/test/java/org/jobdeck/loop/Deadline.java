package org.jobdeck.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Ends tests that would hang: nothing here makes a test that works take longer. */
final class Deadline {

    private static final long SECONDS = 30;

    private Deadline() {}

    /** Polls until the condition holds; the loop fails if it takes far too long. */
    static void pollUntil(EventLoop loop, BooleanSupplier condition) {
        boolean[] over = {false};
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> {
            over[0] = true;
            loop.execute(() -> {});
        });
        while (!condition.getAsBoolean()) {
            if (over[0]) {
                throw new AssertionError("the loop was polled for " + SECONDS + " s in vain");
            }
            loop.poll(true);
        }
    }

    /** Waits for a latch. */
    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end of a thread that has been told to end. */
    static void join(Thread thread) {
        try {
            if (!thread.join(Duration.ofSeconds(SECONDS))) {
                throw new AssertionError("the thread '" + thread.getName() + "' goes on");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for a value. */
    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
