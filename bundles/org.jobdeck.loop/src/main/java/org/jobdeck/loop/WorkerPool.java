package org.jobdeck.loop;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform threads on which coroutines do what blocks or computes for long: disk I/O, compression, hashing.
 *
 * <p>A virtual thread inside a foreign call keeps its carrier, so a few of them would stop all others; hence a bounded
 * set of platform threads (QEMU: the thread pool of an AioContext). A thread that has nothing to do takes the next work;
 * others are made as needed, and end when idle.
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
                0,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new IdleFirst(),
                task -> Thread.ofPlatform()
                        .name(name + "-" + count.incrementAndGet())
                        .daemon(true)
                        .unstarted(task),
                WorkerPool::enqueue);
    }

    /** Takes work only for a thread that waits for it, so that the pool makes a thread where none does. */
    private static final class IdleFirst extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }
    }

    /** All threads are there and busy: the work waits for one of them. */
    private static void enqueue(Runnable work, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the pool of workers is closed and takes no more work");
        }
        pool.getQueue().add(work);
    }

    /** Makes that many threads, at most all, which wait for work for a while: the first work need not wait for them. */
    public void prepare(int count) {
        CountDownLatch started = new CountDownLatch(Math.min(count, threads.getMaximumPoolSize()));
        for (long i = started.getCount(); i > 0; i--) {
            submit(() -> {
                started.countDown();
                started.await();
                return null;
            });
        }
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
