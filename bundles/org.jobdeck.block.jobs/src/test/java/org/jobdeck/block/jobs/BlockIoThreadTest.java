package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.Test;

/** The job case of QEMU's test-block-iothread.c with its exact sequence. */
class BlockIoThreadTest {

    private static final class RoamingJob implements BlockJobDriver {
        private final Bench bench;
        private final AtomicInteger rounds = new AtomicInteger();
        private volatile boolean shouldComplete;
        private volatile EventLoop preparedIn;

        RoamingJob(Bench bench) {
            this.bench = bench;
        }

        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) {
            context.transitionToReady();
            while (!shouldComplete) {
                rounds.incrementAndGet();
                // an error here fails the job, which the test sees
                assertSame(bench.jobs.eventLoop(context.job()), EventLoop.current());
                // stays busy, unlike the job's own sleep
                Coroutine.sleep(Duration.ofMillis(1));
                context.pausePoint();
            }
        }

        @Override
        public void prepare() {
            preparedIn = EventLoop.current();
        }

        @Override
        public void complete(Job job) {
            shouldComplete = true;
        }
    }

    /** {@code /attach/blockjob}. */
    @Test
    void attachBlockJob() throws Exception {
        try (EventLoop ioThread = EventLoop.onNewThread("iothread", Clock.system());
                Bench bench = new Bench()) {
            NamedBackend backend = bench.nullBackend(null);
            RoamingJob driver = new RoamingJob(bench);
            Job job = bench.create(JobSpec.named("job0"), driver, backend.node().orElseThrow())
                    .job();
            bench.jobs.start(job);
            bench.spinUntil(() -> driver.rounds.get() > 0);
            for (EventLoop next : new EventLoop[] {ioThread, bench.main, ioThread}) {
                backend.moveTo(next);
                assertSame(next, bench.jobs.eventLoop(job));
                driver.rounds.set(0);
                bench.spinUntil(() -> driver.rounds.get() > 0);
            }
            bench.locked(held -> assertEquals(0, bench.monitor.completeSync(held, job)));
            assertSame(bench.main, driver.preparedIn);
            backend.moveTo(bench.main);
            backend.close();
        }
    }
}
