package org.jobdeck.job.common.internal;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.LockObserver;

/** The job lock, with what only the core may do: drop it and take it again under the same token. */
public final class CoreLock extends JobLock {

    /** Something that may fail as a job does. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws JobException;
    }

    /**
     * How often a taker looks again before it goes to sleep: holds are short, and to put a thread to sleep and wake it
     * costs more than all of most holds.
     */
    private static final int SPINS = 100;

    private final ReentrantLock lock = new ReentrantLock();

    /** Who watches, or null: then nobody asks how long it is held. */
    private final LockObserver observer;

    /** When the lock was taken, if somebody watches; guarded by the lock. */
    private long takenAt;

    CoreLock(LockObserver observer) {
        this.observer = observer;
    }

    @Override
    public Held acquire() {
        refuseReentry();
        takeWaiting();
        return newToken();
    }

    @Override
    public Held tryAcquire() {
        refuseReentry();
        announce();
        if (!lock.tryLock()) {
            return null;
        }
        noteTaken();
        return newToken();
    }

    private void announce() {
        if (observer != null) {
            observer.beforeAcquire();
        }
    }

    private void takeWaiting() {
        announce();
        for (int left = SPINS; !lock.tryLock(); left--) {
            if (left == 0) {
                lock.lock();
                break;
            }
            Thread.onSpinWait();
        }
        noteTaken();
    }

    private void refuseReentry() {
        if (heldByMe()) {
            throw new IllegalStateException(
                    "the thread '" + Thread.currentThread().getName()
                            + "' has the job lock already; it is not reentrant: pass the token on instead");
        }
    }

    private void noteTaken() {
        if (observer != null) {
            takenAt = System.nanoTime();
            observer.acquired();
        }
    }

    private void giveBack() {
        if (observer == null) {
            lock.unlock();
            return;
        }
        long held = System.nanoTime() - takenAt;
        lock.unlock();
        observer.released(held);
    }

    @Override
    public boolean heldByMe() {
        return lock.isHeldByCurrentThread();
    }

    @Override
    public Held require(Held held) {
        return check(held);
    }

    @Override
    public void requireFree() {
        if (heldByMe()) {
            throw new IllegalStateException(
                    "the thread '" + Thread.currentThread().getName()
                            + "' holds the job lock, and this call takes it itself, waits or runs a callback:"
                            + " give the lock back first");
        }
    }

    @Override
    protected void close(Held held) {
        check(held);
        markClosed(held);
        giveBack();
    }

    /** Gives the lock back for a while; the token is void until {@link #retake}. */
    void drop(Held held) {
        check(held);
        markDropped(held);
        giveBack();
    }

    /** Takes the lock again after {@link #drop}, on the same thread. */
    void retake(Held held) {
        takeWaiting();
        markRetaken(held);
    }

    /** Runs something with the lock dropped. */
    public void unlocked(Held held, Runnable action) {
        drop(held);
        try {
            action.run();
        } finally {
            retake(held);
        }
    }

    /** Asks something with the lock dropped. */
    boolean askUnlocked(Held held, BooleanSupplier question) {
        drop(held);
        try {
            return question.getAsBoolean();
        } finally {
            retake(held);
        }
    }

    /** Runs something that may fail with the lock dropped. */
    void tryUnlocked(Held held, Action action) throws JobException {
        drop(held);
        try {
            action.run();
        } finally {
            retake(held);
        }
    }

    /** Runs something under the lock, taking and giving it back. */
    public <T> T with(Function<Held, T> action) {
        try (Held held = acquire()) {
            return action.apply(held);
        }
    }
}
