package org.jobdeck.job.common.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.LockObserver;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;

/** A timer that fires at the instant at which somebody else wakes the body. */
class LateTimerTest {

    private final ManualClock clock = new ManualClock();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile Thread main;
    private volatile JobLayer layer;
    private volatile JobCore job;

    /** Lets another thread be first when the main loop is about to take the lock for the timer that has fired. */
    private final LockObserver intruder = new LockObserver() {
        @Override
        public void beforeAcquire() {
            if (Thread.currentThread() == main && armed.compareAndSet(true, false)) {
                CompletableFuture.runAsync(LateTimerTest.this::wakeAndWaitUntilAsleep)
                        .join();
            }
        }
    };

    private void wakeAndWaitUntilAsleep() {
        layer.body().enter(job);
        while (turns.get() < 2 || !layer.lock().with(job::isSleepTimerPending)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theTimerOfOneSleepDoesNotEndTheNext() throws JobException {
        main = Thread.currentThread();
        try (EventLoop loop = EventLoop.adopting("main", clock)) {
            layer = JobLayer.of(JobSystem.create(loop, intruder));
            CoreRig.Idle sleeper = new CoreRig.Idle() {
                @Override
                public void run(JobCore self) {
                    turns.incrementAndGet();
                    layer.body().sleep(self, Duration.ofSeconds(10));
                    turns.incrementAndGet();
                    layer.body().sleep(self, Duration.ofSeconds(10));
                }
            };
            EventLoop own = EventLoop.privateLoop("own", loop);
            job = layer.create(new CreateRequest("sleeper", sleeper, null, own, false, true, true, null));
            layer.body().start(job);
            while (!layer.lock().with(job::isSleepTimerPending)) {
                Thread.onSpinWait();
            }
            armed.set(true);
            clock.advance(Duration.ofSeconds(10));
            loop.poll(false);
            assertEquals(2, turns.get());
            assertFalse(layer.lock().with(job::isBusy), "nobody has entered it again");
            assertTrue(layer.lock().with(job::isSleepTimerPending), "the second sleep goes on");

            clock.advance(Duration.ofSeconds(10));
            loop.waitWhileUnlocked(() -> !layer.lock().with(job::isCompleted));
        }
    }
}
