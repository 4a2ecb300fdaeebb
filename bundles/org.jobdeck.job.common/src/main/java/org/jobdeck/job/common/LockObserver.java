package org.jobdeck.job.common;

/**
 * Watches a {@link JobLock}: for hold times, for stacks, and to schedule threads in an exploration of their orders.
 *
 * <p>Called on the thread that uses the lock; must neither use the lock nor throw.
 */
public interface LockObserver {

    /** The thread is about to take the lock, which it does not have. */
    default void beforeAcquire() {}

    /** The thread has the lock now. */
    default void acquired() {}

    /**
     * The thread has given the lock back.
     *
     * @param heldNanos for how long it had it, nanoseconds
     */
    default void released(long heldNanos) {}
}
