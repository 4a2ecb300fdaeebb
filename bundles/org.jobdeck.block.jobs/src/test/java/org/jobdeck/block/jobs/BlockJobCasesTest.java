package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases of QEMU's test-blockjob.c with their exact sequences. */
class BlockJobCasesTest {

    private static final int ROUNDS = 2000;

    /** A kind of job that is never started. */
    private record IdleDriver() implements BlockJobDriver {
        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) {
            throw new IllegalStateException("the job is not meant to be started");
        }
    }

    private static BlockJob mustWork(Bench bench, NamedBackend backend, String id) throws Exception {
        BlockJob job =
                bench.create(JobSpec.named(id), new IdleDriver(), backend.node().orElseThrow());
        assertEquals(id == null ? backend.name().orElseThrow() : id, job.job().id());
        return job;
    }

    private static void mustFail(Bench bench, NamedBackend backend, String id, String text) {
        JobException refused = assertThrows(JobException.class, () -> mustWork(bench, backend, id));
        assertEquals(text, refused.getMessage());
    }

    private static void earlyFail(Bench bench, BlockJob job) {
        bench.jobs.earlyFail(job.job());
    }

    /** {@code /blockjob/ids}. */
    @Test
    void ids() throws Exception {
        try (Bench bench = new Bench()) {
            NamedBackend b0 = bench.nullBackend(null);
            NamedBackend b1 = bench.nullBackend("drive1");
            NamedBackend b2 = bench.nullBackend("drive2");

            mustFail(bench, b0, null, "Invalid job ID ''");
            for (String bad : new String[] {"0id", "", "   ", "123", "_id", "-id", ".id", "#id"}) {
                mustFail(bench, b0, bad, "Invalid job ID '" + bad + "'");
            }
            BlockJob first = mustWork(bench, b0, "id0");
            earlyFail(bench, mustWork(bench, b0, "id1"));
            mustFail(bench, b1, "id0", "Job ID 'id0' already in use");
            earlyFail(bench, first);
            earlyFail(bench, mustWork(bench, b1, "id0"));
            BlockJob second = mustWork(bench, b1, null);
            assertEquals("drive1", second.job().id());
            mustFail(bench, b2, "drive1", "Job ID 'drive1' already in use");
            first = mustWork(bench, b0, "drive2");
            mustFail(bench, b2, null, "Job ID 'drive2' already in use");
            BlockJob third = mustWork(bench, b2, "id_2");

            earlyFail(bench, first);
            earlyFail(bench, second);
            earlyFail(bench, third);
            b0.close();
            b1.close();
            b2.close();
            assertTrue(bench.graph.nodes().isEmpty());
        }
    }

    /** The job of the cancel cases. */
    private static final class CancelDriver implements BlockJobDriver {
        private boolean shouldConverge;
        private boolean shouldComplete;

        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) {
            boolean ready = false;
            while (!shouldComplete) {
                if (context.isCancelled()) {
                    return;
                }
                if (!ready && shouldConverge) {
                    ready = true;
                    context.transitionToReady();
                }
                context.sleep(Duration.ofNanos(100_000));
            }
        }

        @Override
        public void complete(Job job) {
            shouldComplete = true;
        }
    }

    /** A cancel case under way. */
    private static final class CancelCase implements AutoCloseable {
        private final Bench bench = new Bench();
        private final CancelDriver driver = new CancelDriver();
        private final NamedBackend backend;
        private final Job job;

        CancelCase() throws Exception {
            backend = bench.nullBackend(null);
            job = bench.create(
                            JobSpec.named("Steve").manualFinalize().manualDismiss(),
                            driver,
                            backend.node().orElseThrow())
                    .job();
            bench.locked(held -> bench.monitor.ref(held, job));
        }

        void expect(JobStatus wanted) {
            assertEquals(wanted, bench.status(job));
        }

        void start() {
            bench.jobs.start(job);
            expect(JobStatus.RUNNING);
        }

        void enter() {
            bench.jobs.enter(job);
        }

        void converge() {
            driver.shouldConverge = true;
            enter();
            expect(JobStatus.READY);
        }

        void bringToPending() throws JobException {
            bench.locked(held -> bench.monitor.complete(held, job));
            enter();
            bench.pollUntil(this::isDeferred);
            expect(JobStatus.READY);
            bench.main.poll(true);
            expect(JobStatus.PENDING);
        }

        private boolean isDeferred() {
            try (Held held = bench.system.lock().acquire()) {
                return bench.monitor.isDeferredToMainLoop(held, job);
            }
        }

        /** The end that all cases have in common. */
        @Override
        public void close() {
            try {
                JobStatus before = bench.status(job);
                bench.locked(held -> {
                    bench.monitor.cancelSync(held, job, true);
                    if (before != JobStatus.CREATED && before != JobStatus.CONCLUDED) {
                        bench.monitor.dismiss(held, job);
                    }
                    assertEquals(JobStatus.NULL, job.status(held));
                    bench.monitor.unref(held, job);
                });
            } catch (JobException e) {
                throw new AssertionError(e);
            }
            backend.close();
            assertTrue(bench.graph.nodes().isEmpty());
            bench.close();
        }
    }

    /** The states from which the cases cancel, and how each is reached. */
    private enum Case {
        /** {@code /blockjob/cancel/created}. */
        CREATED {
            @Override
            void bringThere(CancelCase c) {
                c.expect(JobStatus.CREATED);
            }
        },
        /** {@code /blockjob/cancel/running}. */
        RUNNING {
            @Override
            void bringThere(CancelCase c) {
                c.start();
            }
        },
        /** {@code /blockjob/cancel/paused}. */
        PAUSED {
            @Override
            void bringThere(CancelCase c) throws JobException {
                c.start();
                c.bench.locked(held -> c.bench.monitor.userPause(held, c.job));
                c.enter();
                c.expect(JobStatus.PAUSED);
            }
        },
        /** {@code /blockjob/cancel/ready}. */
        READY {
            @Override
            void bringThere(CancelCase c) {
                c.start();
                c.converge();
            }
        },
        /** {@code /blockjob/cancel/standby}. */
        STANDBY {
            @Override
            void bringThere(CancelCase c) throws JobException {
                c.start();
                c.converge();
                c.bench.locked(held -> c.bench.monitor.userPause(held, c.job));
                c.enter();
                c.expect(JobStatus.STANDBY);
            }
        },
        /** {@code /blockjob/cancel/pending}. */
        PENDING {
            @Override
            void bringThere(CancelCase c) throws JobException {
                c.start();
                c.converge();
                c.bringToPending();
            }
        },
        /** {@code /blockjob/cancel/concluded}. */
        CONCLUDED {
            @Override
            void bringThere(CancelCase c) throws JobException {
                c.start();
                c.converge();
                c.bringToPending();
                c.bench.locked(held -> c.bench.monitor.finalizeTxn(held, c.job));
                c.expect(JobStatus.CONCLUDED);
            }
        };

        abstract void bringThere(CancelCase c) throws JobException;

        void run() throws Exception {
            try (CancelCase c = new CancelCase()) {
                bringThere(c);
            }
        }
    }

    /** {@code /blockjob/cancel/created}. */
    @Test
    void cancelCreated() throws Exception {
        Case.CREATED.run();
    }

    /** {@code /blockjob/cancel/running}. */
    @Test
    void cancelRunning() throws Exception {
        Case.RUNNING.run();
    }

    /** {@code /blockjob/cancel/paused}. */
    @Test
    void cancelPaused() throws Exception {
        Case.PAUSED.run();
    }

    /** {@code /blockjob/cancel/ready}. */
    @Test
    void cancelReady() throws Exception {
        Case.READY.run();
    }

    /** {@code /blockjob/cancel/standby}. */
    @Test
    void cancelStandby() throws Exception {
        Case.STANDBY.run();
    }

    /** {@code /blockjob/cancel/pending}. */
    @Test
    void cancelPending() throws Exception {
        Case.PENDING.run();
    }

    /** {@code /blockjob/cancel/concluded}. */
    @Test
    void cancelConcluded() throws Exception {
        Case.CONCLUDED.run();
    }

    /** Every {@code /blockjob/cancel/*} case many times in a row. */
    @ParameterizedTest
    @EnumSource(Case.class)
    void cancelManyTimes(Case which) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            which.run();
        }
    }

    /** A job that is ready at once and waits for the order to complete. */
    private static final class YieldingDriver implements BlockJobDriver {
        private final Jobs jobs;
        private volatile boolean shouldComplete;

        YieldingDriver(Jobs jobs) {
            this.jobs = jobs;
        }

        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) {
            context.transitionToReady();
            while (!shouldComplete) {
                context.yieldJob();
            }
        }

        @Override
        public void complete(Job job) {
            shouldComplete = true;
            jobs.enter(job);
        }
    }

    /**
     * {@code /blockjob/complete_in_standby}. The original keeps the IOThread from resuming the job by holding its context's
     * lock; here the IOThread is kept busy.
     */
    @Test
    void completeInStandby() throws Exception {
        try (EventLoop ioThread = EventLoop.onNewThread("iothread", Clock.system());
                Bench bench = new Bench()) {
            NamedBackend backend = bench.nullBackend(null);
            backend.moveTo(ioThread);
            Job job = bench.create(
                            JobSpec.named("job").manualFinalize().manualDismiss(),
                            new YieldingDriver(bench.jobs),
                            backend.node().orElseThrow())
                    .job();
            assertEquals(JobStatus.CREATED, bench.status(job));
            bench.jobs.start(job);
            bench.pollUntil(job, JobStatus.READY);

            bench.graph.drainAllBegin();
            assertEquals(JobStatus.STANDBY, bench.status(job));
            CountDownLatch blocked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            ioThread.execute(() -> {
                blocked.countDown();
                assertTrue(await(release));
            });
            assertTrue(await(blocked));
            bench.graph.drainAllEnd();

            bench.locked(held -> {
                assertEquals(JobStatus.STANDBY, job.status(held));
                bench.monitor.complete(held, job);
                assertFalse(bench.monitor.isCompleted(held, job));
                release.countDown();
                assertEquals(0, bench.monitor.finishSync(held, job));
                assertEquals(JobStatus.PENDING, job.status(held));
                bench.monitor.finalizeTxn(held, job);
                assertEquals(JobStatus.CONCLUDED, job.status(held));
                bench.monitor.dismiss(held, job);
            });
            backend.moveTo(bench.main);
            backend.close();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
