package org.jobdeck.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;

/** Shows that jobs stuck in blocking work delay no query. */
final class BlockingBench {

    static final String NAME = "blocking";
    static final int STUCK_JOBS = 8;

    private static final int WARM_UP_SHARE = 5;

    private final Clock clock;
    private final int queries;

    BlockingBench(Clock clock, int queries) {
        this.clock = clock;
        this.queries = queries;
    }

    void run(PrintStream out) throws Failure {
        try {
            // both before anything is printed, and the same number of jobs to tell of in both
            Percentiles free = measure(false);
            Percentiles stuck = measure(true);
            out.printf(
                    Locale.ROOT,
                    "time of a query of %d jobs on the main loop, %d queries, microseconds%n",
                    STUCK_JOBS,
                    queries);
            out.printf(Locale.ROOT, "%-22s %10s %10s %10s%n", "", "median", "p99", "longest");
            print(out, "0 jobs in blocking", free);
            print(out, STUCK_JOBS + " jobs in blocking", stuck);
            out.flush();
        } catch (InterruptedException e) {
            throw Failure.failed("the benchmark was given up", e);
        } catch (ExecutionException e) {
            throw Failure.failed("the benchmark failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static void print(PrintStream out, String what, Percentiles times) {
        out.printf(
                Locale.ROOT,
                "%-22s %10.1f %10.1f %10.1f%n",
                what,
                times.share(0.5) / 1e3,
                times.share(0.99) / 1e3,
                times.share(1) / 1e3);
    }

    private Percentiles measure(boolean stuck) throws InterruptedException, ExecutionException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(stuck ? STUCK_JOBS : 0);
        try (Engine engine = Engine.start("bench", clock, DriverFactories.of(List.of()))) {
            try {
                for (int i = 0; i < STUCK_JOBS; i++) {
                    JobSpec spec = JobSpec.named("job" + i);
                    JobDriver driver = new Sitting(stuck, inside, release);
                    engine.call(() -> {
                        Job job = engine.jobs().create(spec, driver);
                        engine.jobs().start(job);
                        return null;
                    });
                }
                inside.await();
                time(engine, queries / WARM_UP_SHARE + 1);
                return time(engine, queries);
            } finally {
                release.countDown();
            }
        }
    }

    private Percentiles time(Engine engine, int count) throws InterruptedException, ExecutionException {
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            long start = clock.nanoTime();
            List<JobSnapshot> seen = engine.call(() -> snapshots(engine));
            times[i] = clock.nanoTime() - start;
            if (seen.size() != STUCK_JOBS) {
                throw new IllegalStateException("a query told of " + seen.size() + " jobs, not of " + STUCK_JOBS);
            }
        }
        return Percentiles.of(times);
    }

    private static List<JobSnapshot> snapshots(Engine engine) {
        List<JobSnapshot> all = new ArrayList<>();
        try (JobLock.Held held = engine.lock().acquire()) {
            for (Job job : engine.monitor().list(held)) {
                all.add(engine.monitor().snapshot(held, job));
            }
        }
        return all;
    }

    /** A job that sits in blocking work, or waits at rest, until it is released or cancelled. */
    private record Sitting(boolean blocking, CountDownLatch inside, CountDownLatch release) implements JobDriver {

        @Override
        public String type() {
            return "sitting";
        }

        @Override
        public void run(JobContext context) throws JobException {
            if (!blocking) {
                while (!context.isCancelled()) {
                    context.yieldJob();
                }
                return;
            }
            try {
                context.blocking(() -> {
                    inside.countDown();
                    release.await();
                    return null;
                });
            } catch (ExecutionException e) {
                throw new JobException(Errno.EIO, "the wait was ended", e.getCause());
            }
        }
    }
}
