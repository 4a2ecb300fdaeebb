package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;
import org.junit.jupiter.api.Test;

/** The job layer in a program of one's own, as docs/architecture.md shows it. */
class EmbeddingExampleTest {

    /** Adds up the numbers from 1 to a last one, a thousand at a time. */
    static final class SumDriver implements JobDriver {
        private static final int STEP = 1000;

        private final long last;
        private long sum;

        SumDriver(long last) {
            this.last = last;
        }

        @Override
        public String type() {
            return "sum";
        }

        @Override
        public void run(JobContext context) throws JobException {
            context.progress().setRemaining(last);
            for (long i = 1; i <= last && !context.isCancelled(); i += STEP) {
                long from = i;
                long to = Math.min(last, i + STEP - 1);
                try {
                    sum += context.blocking(
                            () -> LongStream.rangeClosed(from, to).sum());
                } catch (ExecutionException e) {
                    throw new JobException(Errno.EIO, "The numbers could not be added: " + e.getCause(), e);
                }
                context.progress().update(to - from + 1);
                context.pausePoint();
            }
        }

        long sum() {
            return sum;
        }
    }

    @Test
    void theCallersThreadIsTheMainLoop() throws Exception {
        SumDriver driver = new SumDriver(10_000);
        List<JobStatus> seen = new ArrayList<>();
        try (EventLoop main = EventLoop.adopting("app", Clock.system());
                WorkerPool workers = new WorkerPool("app-worker", 4)) {
            JobSystem system = JobSystem.create(main);
            Jobs jobs = new Jobs(system, workers);
            JobMonitor monitor = new JobMonitor(system);
            system.addEventListener(event -> {
                if (event instanceof JobEvent.StatusChange change) {
                    seen.add(change.status());
                }
            });

            Job job = jobs.create(JobSpec.named("sum0").in(main), driver);
            jobs.start(job);

            try (JobLock.Held held = monitor.lock().acquire()) {
                monitor.userPause(held, monitor.require(held, "sum0"));
            }
            while (!seen.contains(JobStatus.PAUSED)) {
                main.poll(true);
            }
            try (JobLock.Held held = monitor.lock().acquire()) {
                Job found = monitor.require(held, "sum0");
                monitor.userResume(held, found);
                assertEquals(0, monitor.finishSync(held, found));
            }
            system.deliverEvents();
        }
        assertEquals(50_005_000, driver.sum());
        assertEquals(
                List.of(
                        JobStatus.CREATED,
                        JobStatus.RUNNING,
                        JobStatus.PAUSED,
                        JobStatus.RUNNING,
                        JobStatus.WAITING,
                        JobStatus.PENDING,
                        JobStatus.CONCLUDED,
                        JobStatus.NULL),
                seen);
    }

    @Test
    void theMainLoopHasAThreadOfItsOwn() throws Exception {
        SumDriver driver = new SumDriver(1_000_000);
        CompletableFuture<Integer> result = new CompletableFuture<>();
        try (EventLoop main = EventLoop.onNewThread("app", Clock.system());
                WorkerPool workers = new WorkerPool("app-worker", 4)) {
            JobSystem system = JobSystem.create(main);
            Jobs jobs = new Jobs(system, workers);
            JobMonitor monitor = new JobMonitor(system);

            main.request(() -> {
                try {
                    jobs.start(jobs.create(JobSpec.named("sum0").onCompletion(result::complete), driver));
                } catch (JobException e) {
                    result.completeExceptionally(e);
                }
            });

            try (JobLock.Held held = monitor.lock().acquire()) {
                monitor.find(held, "sum0").ifPresent(job -> assertTrue(job.status(held) != JobStatus.UNDEFINED));
            }
            assertEquals(0, result.get(30, TimeUnit.SECONDS));
        }
        assertEquals(500_000_500_000L, driver.sum());
    }
}
