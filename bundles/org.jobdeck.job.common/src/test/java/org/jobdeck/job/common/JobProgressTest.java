package org.jobdeck.job.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.JobProgress.Value;
import org.junit.jupiter.api.Test;

/** The progress meter. */
class JobProgressTest {

    @Test
    void startsAtNothingOfNothing() {
        assertEquals(new Value(0, 0), new JobProgress(() -> {}).get());
    }

    @Test
    void updateAddsToWhatIsDoneOnly() {
        JobProgress progress = new JobProgress(() -> {});
        progress.update(3);
        progress.update(4);
        assertEquals(new Value(7, 0), progress.get());
    }

    @Test
    void setRemainingReplacesTheTotalByDonePlusRemaining() {
        JobProgress progress = new JobProgress(() -> {});
        progress.setRemaining(100);
        progress.update(30);
        assertEquals(new Value(30, 100), progress.get());
        progress.setRemaining(50);
        assertEquals(new Value(30, 80), progress.get());
    }

    @Test
    void increaseRemainingAddsToTheTotalOnly() {
        JobProgress progress = new JobProgress(() -> {});
        progress.setRemaining(10);
        progress.increaseRemaining(5);
        progress.increaseRemaining(-3);
        assertEquals(new Value(0, 12), progress.get());
    }

    @Test
    void eachChangeIsToldAfterItHappened() {
        List<Value> told = new ArrayList<>();
        JobProgress[] progress = new JobProgress[1];
        progress[0] = new JobProgress(() -> told.add(progress[0].get()));
        progress[0].setRemaining(5);
        progress[0].update(2);
        progress[0].increaseRemaining(1);
        assertEquals(List.of(new Value(0, 5), new Value(2, 5), new Value(2, 6)), told);
    }

    @Test
    void bothNumbersAlwaysBelongTogether() throws InterruptedException {
        JobProgress progress = new JobProgress(() -> {});
        int threads = 4;
        int rounds = 20_000;
        AtomicInteger torn = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            long before = 0;
            while (!over.get()) {
                Value value = progress.get();
                // every writer adds to the total first, so that what is done never exceeds it nor falls
                if (value.current() > value.total() || value.current() < before) {
                    torn.incrementAndGet();
                }
                before = value.current();
            }
        });
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < rounds; i++) {
                    progress.increaseRemaining(2);
                    progress.update(1);
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        over.set(true);
        reader.join();
        assertEquals(0, torn.get());
        assertEquals(new Value((long) threads * rounds, 2L * threads * rounds), progress.get());
        assertTrue(progress.get().current() > 0);
    }
}
