package org.jobdeck.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Virtual threads that do what cannot be done without in a pause point, and nothing else. */
final class BareThreads implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private Thread[] parked = {};
    private volatile boolean released;

    /** Starts that many threads and waits until the last one ends. */
    void run(int count, int pausePoints, Turn turn) {
        CountDownLatch ended = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread.ofVirtual().name("job" + i).start(() -> {
                for (int k = 0; k < pausePoints; k++) {
                    lock.lock();
                    lock.unlock();
                    if (turn == Turn.GIVEN) {
                        Thread.yield();
                    }
                }
                ended.countDown();
            });
        }
        Latches.await(ended);
    }

    /** Starts that many threads that stop at once. */
    void park(int count) {
        CountDownLatch stopping = new CountDownLatch(count);
        parked = new Thread[count];
        for (int i = 0; i < count; i++) {
            parked[i] = Thread.ofVirtual().name("job" + i).start(() -> {
                stopping.countDown();
                while (!released) {
                    LockSupport.park();
                }
            });
        }
        Latches.await(stopping);
    }

    @Override
    public void close() {
        released = true;
        for (Thread thread : parked) {
            LockSupport.unpark(thread);
        }
    }
}
