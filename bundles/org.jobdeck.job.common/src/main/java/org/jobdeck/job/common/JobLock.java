package org.jobdeck.job.common;

/**
 * The one lock of an engine's job layer (QEMU: job_mutex).
 *
 * <p>It guards the list of jobs, the transactions and every field of a job that can change. It is not reentrant and it
 * is a leaf: no callback of a driver, no wait, no entry of a coroutine and no yield happens while it is held. Whoever
 * calls a method that needs it proves possession by a {@link Held}:
 *
 * <pre>{@code
 * try (JobLock.Held held = lock.acquire()) {
 *     monitor.find(held, "job0").ifPresent(job -> …);
 * }
 * }</pre>
 *
 * <p>Only the core makes locks: it accepts none of another class, so there is nothing to gain by extending this one.
 */
public abstract class JobLock {

    /** For the core. */
    protected JobLock() {}

    /**
     * Takes the lock, waiting for it. Any thread.
     *
     * @throws IllegalStateException if the thread has it already
     */
    public abstract Held acquire();

    /**
     * Takes the lock if it is free: for those who must not wait, such as a user interface's thread.
     *
     * @return the token, or null if somebody else has the lock
     * @throws IllegalStateException if the thread has it already
     */
    public abstract Held tryAcquire();

    /** Whether the calling thread has the lock. */
    public abstract boolean heldByMe();

    /**
     * Makes sure that the token is good here and now.
     *
     * @return the token
     * @throws NullPointerException if it is null
     * @throws IllegalStateException if it is closed, belongs to another thread or another engine's lock, or is void
     *     because the lock is dropped
     */
    public abstract Held require(Held held);

    /**
     * Makes sure that the calling thread does not have the lock.
     *
     * @throws IllegalStateException if it has
     */
    public abstract void requireFree();

    /** Gives the lock of the token back, for good. */
    protected abstract void close(Held held);

    /**
     * Proof that the calling thread holds the lock. Good on one thread, from {@link JobLock#acquire()} to
     * {@link #close()}, and void while a method marked {@link ReleasesLock} has the lock dropped.
     */
    public static final class Held implements AutoCloseable {

        private final JobLock lock;
        private final Thread owner = Thread.currentThread();
        private State state = State.VALID;
        private long generation;

        /** What a token is good for. */
        enum State {
            VALID,
            DROPPED,
            CLOSED
        }

        private Held(JobLock lock) {
            this.lock = lock;
        }

        /**
         * Counts how often the lock has been dropped and taken again under this token: if it differs from before, what
         * was read then may be stale.
         */
        public long generation() {
            return generation;
        }

        /** Gives the lock back. A token that is closed already is left as it is. */
        @Override
        public void close() {
            if (state != State.CLOSED) {
                lock.close(this);
            }
        }
    }

    /** For the core: a token of the calling thread, which has just taken the lock. */
    protected final Held newToken() {
        return new Held(this);
    }

    /** For the core: checks all there is to check but who has the lock. */
    protected final Held check(Held held) {
        if (held == null) {
            throw new NullPointerException("no token: take the job lock first and pass what acquire() returned");
        }
        if (held.lock != this) {
            throw new IllegalStateException("the token belongs to the job lock of another engine");
        }
        if (held.owner != Thread.currentThread()) {
            throw new IllegalStateException("the token belongs to the thread '" + held.owner.getName()
                    + "', but is used by '" + Thread.currentThread().getName() + "'");
        }
        switch (held.state) {
            case CLOSED -> throw new IllegalStateException("the token is closed: the job lock was given back");
            case DROPPED ->
                throw new IllegalStateException(
                        "the token is void: the job lock is dropped around a callback or a wait");
            case VALID -> {
                // good
            }
        }
        return held;
    }

    /** For the core: the token is void from now on. */
    protected final void markDropped(Held held) {
        held.state = Held.State.DROPPED;
    }

    /** For the core: the token is good again, in the next generation. */
    protected final void markRetaken(Held held) {
        held.state = Held.State.VALID;
        held.generation++;
    }

    /** For the core: the token has come to its end. */
    protected final void markClosed(Held held) {
        held.state = Held.State.CLOSED;
    }
}
