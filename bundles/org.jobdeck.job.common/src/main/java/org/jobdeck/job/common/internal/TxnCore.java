package org.jobdeck.job.common.internal;

import java.util.ArrayDeque;
import java.util.List;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobTxn;

/** A transaction: its members, newest first, and whether it is being undone. Guarded by the job lock. */
public final class TxnCore implements JobTxn {

    private final JobLock lock;
    private final long serial;
    private final ArrayDeque<JobCore> jobs = new ArrayDeque<>(1);
    private boolean aborting;
    private int references = 1;
    private int everJoined;

    TxnCore(JobLock lock, long serial) {
        this.lock = lock;
        this.serial = serial;
    }

    @Override
    public long serial() {
        return serial;
    }

    /** Whether it belongs to the engine of that lock. */
    boolean isGuardedBy(JobLock candidate) {
        return lock == candidate;
    }

    void ref(Held held) {
        requireAlive(held);
        references++;
    }

    void unref(Held held) {
        requireAlive(held);
        references--;
        if (references == 0 && !jobs.isEmpty()) {
            throw new IllegalStateException("a transaction with members lost its last reference");
        }
    }

    private void requireAlive(Held held) {
        lock.require(held);
        if (references <= 0) {
            throw new IllegalStateException(
                    "the transaction " + serial + " is gone: its last reference was given back");
        }
    }

    /** Adds a member; the member holds a reference until it {@linkplain #remove leaves}. */
    void add(Held held, JobCore job) {
        ref(held);
        if (aborting) {
            references--;
            throw new IllegalStateException(
                    "the transaction " + serial + " is being undone, so the job " + job + " cannot join it");
        }
        jobs.addFirst(job);
        everJoined++;
    }

    void remove(Held held, JobCore job) {
        lock.require(held);
        if (!jobs.remove(job)) {
            throw new IllegalStateException("the job " + job + " is no member of the transaction " + serial);
        }
        unref(held);
    }

    /** The members as they are now, newest first. */
    List<JobCore> members(Held held) {
        lock.require(held);
        return List.copyOf(jobs);
    }

    JobCore first(Held held) {
        lock.require(held);
        return jobs.peekFirst();
    }

    /** How many jobs have ever been members. */
    int everJoined(Held held) {
        lock.require(held);
        return everJoined;
    }

    boolean aborting(Held held) {
        lock.require(held);
        return aborting;
    }

    void startAborting(Held held) {
        lock.require(held);
        aborting = true;
    }
}
