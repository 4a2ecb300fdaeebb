package org.jobdeck.loop;

import java.util.concurrent.locks.LockSupport;

/** One passing of the baton from a home thread to a coroutine: the thread waits here until it comes back. */
final class Handover {

    private final Thread waiter = Thread.currentThread();
    private volatile boolean done;

    /** Called by the coroutine, once, as the last thing it does with the baton. */
    void giveBack() {
        done = true;
        LockSupport.unpark(waiter);
    }

    /**
     * Waits for the baton, at most the given time.
     *
     * @return whether it has come back
     */
    boolean await(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!done) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(this, left);
        }
        return true;
    }

    /** Waits for the baton. */
    void await() {
        while (!done) {
            LockSupport.park(this);
        }
    }
}
