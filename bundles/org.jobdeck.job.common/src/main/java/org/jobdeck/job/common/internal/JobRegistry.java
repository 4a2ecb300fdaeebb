package org.jobdeck.job.common.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobIds;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;

/** All jobs of an engine, internal ones included, and their names. Guarded by the job lock. */
public final class JobRegistry {

    private final JobLock lock;
    private final SequencedMap<JobKey, JobCore> jobs = new LinkedHashMap<>();
    private final Map<String, JobCore> byId = new HashMap<>();
    private long lastJob;
    private long lastTxn;
    private long turnover;

    JobRegistry(JobLock lock) {
        this.lock = lock;
    }

    /** Refuses an id that is missing, malformed or taken, and one for an internal job. */
    void checkId(Held held, String id, boolean internal) throws JobException {
        lock.require(held);
        if (id == null) {
            if (!internal) {
                throw JobErrors.idRequired();
            }
            return;
        }
        if (internal) {
            throw JobErrors.idForInternalJob();
        }
        if (!JobIds.isWellFormed(id)) {
            throw JobErrors.invalidId(id);
        }
        if (byId.containsKey(id)) {
            throw JobErrors.idInUse(id);
        }
    }

    JobKey nextKey(Held held) {
        lock.require(held);
        return new JobKey(++lastJob);
    }

    TxnCore newTxn(Held held) {
        lock.require(held);
        return new TxnCore(lock, ++lastTxn);
    }

    void add(Held held, JobCore job) {
        lock.require(held);
        turnover++;
        jobs.put(job.key(), job);
        if (job.id() != null) {
            byId.put(job.id(), job);
        }
    }

    void remove(Held held, JobCore job) {
        lock.require(held);
        turnover++;
        jobs.remove(job.key());
        if (job.id() != null) {
            byId.remove(job.id());
        }
    }

    /** The visible job of that id; one that is being freed is gone already. */
    public Optional<JobCore> find(Held held, String id) {
        lock.require(held);
        return Optional.ofNullable(byId.get(id)).filter(job -> job.status(held) != JobStatus.NULL);
    }

    /** The visible job of that key. */
    public Optional<JobCore> find(Held held, JobKey key) {
        lock.require(held);
        return Optional.ofNullable(jobs.get(key)).filter(job -> !job.internal() && job.status(held) != JobStatus.NULL);
    }

    /** All jobs, internal ones included, newest first, without those being freed. */
    public List<JobCore> all(Held held) {
        lock.require(held);
        List<JobCore> alive = new ArrayList<>(jobs.size());
        for (JobCore job : jobs.sequencedValues().reversed()) {
            if (job.status(held) != JobStatus.NULL) {
                alive.add(job);
            }
        }
        return alive;
    }

    /** The newest job, internal ones included, without those being freed; null if there is none. */
    JobCore newest(Held held) {
        lock.require(held);
        for (JobCore job : jobs.sequencedValues().reversed()) {
            if (job.status(held) != JobStatus.NULL) {
                return job;
            }
        }
        return null;
    }

    /** How often a job has come or gone. */
    long turnover(Held held) {
        lock.require(held);
        return turnover;
    }

    /** Whether there is no job at all. */
    public boolean isEmpty(Held held) {
        lock.require(held);
        return jobs.isEmpty();
    }
}
