package org.jobdeck.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which threads do the work. */
@Timeout(60)
class WorkerPoolTest {

    private final WorkerPool pool = new WorkerPool("worker", 4);

    /** Work that holds its thread until the latch opens, and gives the thread's name. */
    private CompletableFuture<String> hold(CountDownLatch begun, CountDownLatch open) {
        return pool.submit(() -> {
            begun.countDown();
            open.await();
            return Thread.currentThread().getName();
        });
    }

    private static String get(CompletableFuture<String> name) throws Exception {
        return name.get(20, TimeUnit.SECONDS);
    }

    @Test
    void asManyAtOnceAsThereMayBeThreadsAndTheRestWaits() throws Exception {
        CountDownLatch begun = new CountDownLatch(4);
        CountDownLatch open = new CountDownLatch(1);
        List<CompletableFuture<String>> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            names.add(hold(begun, open));
        }
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        assertTrue(names.stream().noneMatch(CompletableFuture::isDone));
        open.countDown();
        Set<String> threads = new HashSet<>();
        for (CompletableFuture<String> name : names) {
            threads.add(get(name));
        }
        assertEquals(Set.of("worker-1", "worker-2", "worker-3", "worker-4"), threads);
        pool.close();
    }

    @Test
    void preparedThreadsTakeTheFirstWork() throws Exception {
        pool.prepare(9);
        CountDownLatch open = new CountDownLatch(0);
        for (int i = 0; i < 100; i++) {
            String name = get(hold(new CountDownLatch(1), open));
            assertTrue(name.matches("worker-[1-4]"), name);
        }
        pool.close();
    }

    @Test
    void aClosedPoolHasDoneItsWorkAndTakesNoMore() throws Exception {
        CountDownLatch open = new CountDownLatch(0);
        List<CompletableFuture<String>> names = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            names.add(hold(new CountDownLatch(1), open));
        }
        pool.close();
        assertTrue(names.stream().allMatch(CompletableFuture::isDone));
        assertThrows(RejectedExecutionException.class, () -> hold(new CountDownLatch(1), open));
    }
}
