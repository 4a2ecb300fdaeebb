package org.jobdeck.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform threads on which coroutines do what blocks or computes for long: disk I/O, compression, hashing.
 *
 * <p>A virtual thread inside a foreign call keeps its carrier, so a few of them would stop all others; hence a bounded
 * set of platform threads (QEMU: the thread pool of an AioContext). Threads are made as needed and end when idle.
 */
public final class WorkerPool implements AutoCloseable {

    /** Enough to keep a disk busy from several jobs (QEMU: at most 64). */
    public static final int DEFAULT_SIZE = 32;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /** A pool of at most {@code size} threads whose names begin with {@code name}. */
    public WorkerPool(String name, int size) {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Thread.ofPlatform()
                        .name(name + "-" + count.incrementAndGet())
                        .daemon(true)
                        .unstarted(task));
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the work on a thread of the pool while the calling coroutine's baton is free. In a coroutine only; returns
     * with the baton of the loop the coroutine was in.
     *
     * @throws ExecutionException with what the work threw as its cause
     * @throws IllegalStateException outside a coroutine
     */
    public <T> T call(Callable<T> work) throws ExecutionException {
        Coroutine.requireHere("wait for a worker");
        return Coroutine.await(submit(work));
    }

    /** Starts the work on a thread of the pool. Any thread. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return result;
    }

    /** Lets the work under way and queued come to its end, then ends the threads. */
    @Override
    public void close() {
        threads.close();
    }
}
