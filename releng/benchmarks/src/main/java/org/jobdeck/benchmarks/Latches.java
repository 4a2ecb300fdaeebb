package org.jobdeck.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that ends. */
final class Latches {

    private static final long MINUTES = 5;

    private Latches() {}

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the benchmark did not end within " + MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
