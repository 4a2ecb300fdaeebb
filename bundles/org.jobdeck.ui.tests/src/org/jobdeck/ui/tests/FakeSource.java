package org.jobdeck.ui.tests;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;

/** A source whose jobs the test makes and moves, and that remembers what it was asked and by whom. */
final class FakeSource implements JobSource {

    record Asked(JobKey job, VerbRequest verb, CompletableFuture<VerbOutcome> outcome) {}

    final BlockingQueue<Asked> verbs = new LinkedBlockingQueue<>();
    final AtomicInteger asks = new AtomicInteger();
    final AtomicInteger waits = new AtomicInteger();
    final List<Thread> askers = new CopyOnWriteArrayList<>();
    volatile boolean busy;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<JobKey, JobSnapshot> jobs = new LinkedHashMap<>();
    private final Map<JobKey, Long> changed = new LinkedHashMap<>();
    private final Map<JobKey, Long> removed = new LinkedHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long version;

    void put(JobSnapshot... snapshots) {
        lock.lock();
        try {
            for (JobSnapshot snapshot : snapshots) {
                jobs.put(snapshot.key(), snapshot);
                changed.put(snapshot.key(), ++version);
            }
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    void remove(JobKey key) {
        lock.lock();
        try {
            jobs.remove(key);
            changed.remove(key);
            removed.put(key, ++version);
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }

    void clear() {
        List<JobKey> keys;
        lock.lock();
        try {
            keys = List.copyOf(jobs.keySet());
        } finally {
            lock.unlock();
        }
        keys.forEach(this::remove);
        verbs.clear();
    }

    @Override
    public String name() {
        return "test engine";
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(SourceState.LIVE, "", Instant.EPOCH);
    }

    @Override
    public Changes changesSince(long since) {
        waits.incrementAndGet();
        return answer(since);
    }

    @Override
    public Optional<Changes> tryChangesSince(long since) {
        asks.incrementAndGet();
        if (!askers.contains(Thread.currentThread())) {
            askers.add(Thread.currentThread());
        }
        return busy ? Optional.empty() : Optional.of(answer(since));
    }

    private Changes answer(long since) {
        lock.lock();
        try {
            List<JobSnapshot> upserted = new ArrayList<>();
            changed.forEach((key, at) -> {
                if (at > since) {
                    upserted.add(jobs.get(key));
                }
            });
            List<JobEnding> gone = removed.entrySet().stream()
                    .filter(entry -> entry.getValue() > since)
                    .map(entry -> new JobEnding(entry.getKey(), JobOutcome.DONE, null, Instant.EPOCH))
                    .toList();
            return new Changes(version, upserted, gone, false, false);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
        CompletableFuture<VerbOutcome> outcome = new CompletableFuture<>();
        verbs.add(new Asked(job, verb, outcome));
        return outcome;
    }

    @Override
    public void close() {
        // nothing to leave
    }
}
