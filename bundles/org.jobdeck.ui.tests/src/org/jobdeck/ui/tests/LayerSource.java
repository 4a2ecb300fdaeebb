package org.jobdeck.ui.tests;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.LockObserver;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;

/** A real job layer as a source, with jobs that change as often as they can and an observer of the job lock. */
final class LayerSource implements JobSource {

    private static final int JOBS_A_HOLD = 256;

    final AtomicInteger asks = new AtomicInteger();
    final AtomicInteger waits = new AtomicInteger();

    /** How often the watched thread went for the job lock. */
    final AtomicInteger lockings = new AtomicInteger();

    private final EventLoop loop = EventLoop.onNewThread("test-main", Clock.system());
    private final WorkerPool workers = new WorkerPool("test-worker", 2);
    private final JobSystem system;
    private final JobMonitor monitor;
    private final Jobs jobs;
    private volatile Thread watched;

    LayerSource() {
        system = JobSystem.create(loop, new LockObserver() {
            @Override
            public void beforeAcquire() {
                if (Thread.currentThread() == watched) {
                    lockings.incrementAndGet();
                }
            }
        });
        monitor = new JobMonitor(system);
        jobs = new Jobs(system, workers);
    }

    void watch(Thread thread) {
        watched = thread;
    }

    /** Starts jobs that report progress in so many steps each, pausing themselves in nothing, and then wait for the user. */
    CountDownLatch startJobs(int count, int steps) {
        CountDownLatch done = new CountDownLatch(count);
        loop.request(() -> {
            for (int i = 0; i < count; i++) {
                try {
                    jobs.start(jobs.create(JobSpec.named("busy" + i).manualFinalize(), new Stepper(steps, done)));
                } catch (JobException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        return done;
    }

    /** Takes the job lock on a thread of its own and keeps it. */
    void holdLock(CountDownLatch held, CountDownLatch free) {
        Thread holder = new Thread(
                () -> {
                    try (JobLock.Held _ = system.lock().acquire()) {
                        held.countDown();
                        free.await(60, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "holder");
        holder.start();
    }

    private record Stepper(int steps, CountDownLatch done) implements JobDriver {

        @Override
        public String type() {
            return "backup";
        }

        @Override
        public void run(JobContext context) {
            context.progress().setRemaining(steps);
            for (int i = 0; i < steps && !context.isCancelled(); i++) {
                context.progress().update(1);
                context.sleep(Duration.ZERO);
            }
            done.countDown();
        }
    }

    @Override
    public String name() {
        return "real jobs";
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(SourceState.LIVE, "", Instant.EPOCH);
    }

    @Override
    public Changes changesSince(long version) {
        waits.incrementAndGet();
        try (JobLock.Held held = system.lock().acquire()) {
            return system.changesSince(held, version, JOBS_A_HOLD);
        }
    }

    @Override
    public Optional<Changes> tryChangesSince(long version) {
        asks.incrementAndGet();
        try (JobLock.Held held = system.lock().tryAcquire()) {
            return held == null ? Optional.empty() : Optional.of(system.changesSince(held, version, JOBS_A_HOLD));
        }
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        return system.addChangeListener(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey key, VerbRequest verb) {
        CompletableFuture<VerbOutcome> outcome = new CompletableFuture<>();
        loop.request(() -> {
            try (JobLock.Held held = system.lock().acquire()) {
                Job job = monitor.require(held, key);
                monitor.userPause(held, job);
                outcome.complete(VerbOutcome.DONE);
            } catch (JobException e) {
                outcome.complete(VerbOutcome.refused(e.getMessage()));
            }
        });
        return outcome;
    }

    @Override
    public void close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.request(() -> {
            monitor.cancelSyncAll();
            ended.complete(null);
        });
        ended.orTimeout(30, TimeUnit.SECONDS).join();
        loop.close();
        workers.close();
    }
}
