package org.jobdeck.ui.bench;

import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobProgress;
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
import org.jobdeck.source.embedded.EmbeddedSource;

/** A real job layer with jobs that run until they are cancelled, whose progress is moved at a steady rate. */
final class BenchJobs implements JobSource {

    /** Occurs in the id of every hundredth job. */
    static final String RARE = "rare";

    private static final int BATCH = 500;
    private static final long STEP = 1 << 20;
    private static final long SIZE = 1L << 34;
    private static final long TICK_NANOS = 1_000_000;
    private static final long PATIENCE_SECONDS = 120;

    private final Clock clock;
    private final EventLoop loop;
    private final WorkerPool workers = new WorkerPool("bench-worker", 1);
    private final JobSystem system;
    private final JobMonitor monitor;
    private final Jobs jobs;
    private final Queue<JobProgress> running = new ConcurrentLinkedQueue<>();
    private final TimeLog holds = new TimeLog();
    private volatile Thread watched;
    private volatile boolean moving;
    private Thread mover;

    BenchJobs(Clock clock) {
        this.clock = clock;
        loop = EventLoop.onNewThread("bench-main", clock);
        system = JobSystem.create(loop, new LockObserver() {
            @Override
            public void released(long heldNanos) {
                if (Thread.currentThread() == watched) {
                    holds.add(heldNanos);
                }
            }
        });
        monitor = new JobMonitor(system);
        jobs = new Jobs(system, workers);
    }

    /** Notes from now on for how long this thread holds the job lock. */
    void watch(Thread thread) {
        watched = thread;
    }

    /** What was noted so far; for the watched thread. */
    Times holds() {
        return holds.read();
    }

    /** Starts so many jobs and returns when all of them run. */
    void start(int count) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        for (int from = 0; from < count; from += BATCH) {
            int first = from;
            loop.request(() -> startBatch(first, Math.min(count, first + BATCH), started));
        }
        if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("of " + count + " jobs " + started.getCount() + " did not start");
        }
    }

    private void startBatch(int from, int to, CountDownLatch started) {
        for (int i = from; i < to; i++) {
            String id = (i % 100 == 0 ? RARE : "disk") + i;
            try {
                jobs.start(jobs.create(JobSpec.named(id).in(loop), new Body(running, started)));
            } catch (JobException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Moves the progress of one job after the other, so many times a second, until {@link #rest}. */
    void move(int perSecond) {
        moving = true;
        JobProgress[] all = running.toArray(JobProgress[]::new);
        mover = new Thread(() -> move(all, perSecond), "bench-events");
        mover.start();
    }

    private void move(JobProgress[] all, int perSecond) {
        long begin = clock.nanoTime();
        long done = 0;
        while (moving) {
            long due = (clock.nanoTime() - begin) / 1000 * perSecond / 1_000_000;
            for (; done < due; done++) {
                all[(int) (done % all.length)].update(STEP);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /** Moves nothing any more. */
    void rest() throws InterruptedException {
        moving = false;
        if (mover != null) {
            mover.join();
        }
    }

    private record Body(Queue<JobProgress> running, CountDownLatch started) implements JobDriver {

        @Override
        public String type() {
            return "backup";
        }

        @Override
        public void run(JobContext context) {
            context.progress().setRemaining(SIZE);
            running.add(context.progress());
            started.countDown();
            while (!context.isCancelled()) {
                context.yieldJob();
            }
        }
    }

    @Override
    public String name() {
        return "synthetic jobs";
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(SourceState.LIVE, "", Instant.EPOCH);
    }

    @Override
    public Changes changesSince(long version) {
        try (JobLock.Held held = system.lock().acquire()) {
            return system.changesSince(held, version, EmbeddedSource.JOBS_A_HOLD);
        }
    }

    @Override
    public Optional<Changes> tryChangesSince(long version) {
        try (JobLock.Held held = system.lock().tryAcquire()) {
            return held == null
                    ? Optional.empty()
                    : Optional.of(system.changesSince(held, version, EmbeddedSource.JOBS_A_HOLD));
        }
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        return system.addChangeListener(listener);
    }

    @Override
    public CompletionStage<VerbOutcome> apply(JobKey job, VerbRequest verb) {
        return CompletableFuture.completedFuture(VerbOutcome.refused("These jobs take no verbs"));
    }

    @Override
    public void close() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.request(() -> {
            monitor.cancelSyncAll();
            ended.complete(null);
        });
        ended.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        loop.close();
        workers.close();
    }
}
