package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of jobs on their own: complete, finalize, dismiss, early failure, references, forms that wait. */
class CompletionTest {

    private final Rig rig = new Rig();
    private final List<Integer> results = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private JobSpec spec(String id) {
        return JobSpec.named(id).in(rig.main).onCompletion(results::add);
    }

    @Test
    void success() {
        Scripted driver = Scripted.quick();
        Job job = rig.asBlockJob(rig.create(spec("j"), driver));
        rig.jobs.start(job);
        assertEquals(
                List.of("j created", "j running", "j waiting", "j pending", "j COMPLETED", "j concluded", "j null"),
                rig.takeEvents());
        assertEquals(List.of("run", "prepare", "commit", "clean", "free"), driver.calls);
        assertEquals(List.of(0), results);
    }

    @Test
    void failure() {
        Scripted driver = Scripted.failing(Errno.ENOSPC);
        Job job = rig.asBlockJob(rig.create(spec("j").manualDismiss(), driver));
        rig.jobs.start(job);
        assertEquals(List.of("j created", "j running", "j aborting", "j COMPLETED", "j concluded"), rig.takeEvents());
        assertEquals("No space left on device", rig.snapshot(job).error());
        assertEquals(-28, rig.snapshot(job).result());
        assertEquals(List.of("run", "abort", "clean"), driver.calls);
        assertEquals(List.of(-28), results);
    }

    @Test
    void anUnforeseenExceptionOfTheBodyFailsTheJob() {
        Scripted driver = new Scripted(context -> {
            throw new IllegalArgumentException("on purpose");
        });
        Job job = rig.create(spec("j").manualDismiss(), driver);
        rig.jobs.start(job);
        rig.settle();
        assertEquals(-5, rig.snapshot(job).result());
        assertEquals(
                "The driver 'scripted' failed unexpectedly: java.lang.IllegalArgumentException: on purpose",
                rig.snapshot(job).error());
    }

    @Test
    void unforeseenExceptionsOfCallbacksDoNotStopTheJobOnItsWay() {
        Scripted driver = new Scripted(context -> context.transitionToReady()) {
            @Override
            public void commit() {
                super.commit();
                throw new IllegalArgumentException("on purpose");
            }

            @Override
            public void clean() {
                super.clean();
                throw new IllegalArgumentException("on purpose");
            }

            @Override
            public void free() {
                super.free();
                throw new IllegalArgumentException("on purpose");
            }
        };
        Job job = rig.create(spec("j"), driver);
        rig.jobs.start(job);
        rig.settle();
        assertEquals(JobStatus.NULL, rig.status(job));
        assertEquals(List.of("run", "prepare", "commit", "clean", "free"), driver.calls);
        assertEquals(List.of(0), results);
    }

    /** A class that a plugin misses shows when it is first needed. */
    @Test
    void errorsOfCallbacksDoNotStopTheJobOnItsWay() {
        Scripted driver = new Scripted(context -> {}) {
            @Override
            public void prepare() {
                calls.add("prepare");
                throw new NoClassDefFoundError("on purpose");
            }

            @Override
            public void abort() {
                super.abort();
                throw new NoClassDefFoundError("on purpose");
            }
        };
        Job job = rig.create(spec("j").manualDismiss(), driver);
        rig.jobs.start(job);
        rig.settle();
        assertEquals(JobStatus.CONCLUDED, rig.status(job));
        assertEquals(
                "The driver 'scripted' failed unexpectedly: java.lang.NoClassDefFoundError: on purpose",
                rig.snapshot(job).error());
        assertEquals(List.of("run", "prepare", "abort", "clean"), driver.calls);
        assertEquals(List.of(-5), results);
    }

    @Test
    void anUnforeseenExceptionOfCompleteRefusesTheVerb() {
        Scripted driver =
                new Scripted(context -> {
                    context.transitionToReady();
                    context.yieldJob();
                }) {
                    @Override
                    public void complete(Job job) throws JobException {
                        throw new IllegalArgumentException("on purpose");
                    }
                };
        Job job = rig.create(spec("j"), driver);
        rig.jobs.start(job);
        assertEquals(
                "The driver 'scripted' failed unexpectedly: java.lang.IllegalArgumentException: on purpose",
                rig.refused((held, m) -> m.complete(held, job)));
        assertEquals(JobStatus.READY, rig.status(job));
    }

    @Test
    void aFailingPrepareFailsTheJob() {
        Scripted driver = Scripted.quick();
        driver.failPrepare = new JobException(Errno.EIO, "not now");
        Job job = rig.asBlockJob(rig.create(spec("j").manualDismiss(), driver));
        rig.jobs.start(job);
        assertEquals(
                List.of("j created", "j running", "j waiting", "j pending", "j aborting", "j COMPLETED", "j concluded"),
                rig.takeEvents());
        assertEquals("not now", rig.snapshot(job).error());
        assertEquals(List.of("run", "prepare", "abort", "clean"), driver.calls);
    }

    @Test
    void completeEndsAReadyJob() {
        Scripted driver = Scripted.converging();
        Job job = rig.asBlockJob(rig.create(spec("j"), driver));
        rig.jobs.start(job);
        rig.verb((held, m) -> m.complete(held, job));
        assertEquals(JobStatus.READY, rig.status(job), "complete does not enter the body");
        rig.jobs.enter(job);
        assertEquals(
                List.of(
                        "j created",
                        "j running",
                        "j ready",
                        "j READY",
                        "j waiting",
                        "j pending",
                        "j COMPLETED",
                        "j concluded",
                        "j null"),
                rig.takeEvents());
        assertEquals(List.of(0), results);
    }

    @Test
    void manualFinalizeWaitsInPending() {
        Scripted driver = Scripted.quick();
        Job job = rig.asBlockJob(rig.create(spec("j").manualFinalize(), driver));
        rig.jobs.start(job);
        assertEquals(List.of("j created", "j running", "j waiting", "j pending", "j PENDING"), rig.takeEvents());
        assertEquals(List.of("run"), driver.calls);
        assertEquals(List.of(), results);
        rig.verb((held, m) -> m.finalizeTxn(held, job));
        assertEquals(List.of("j COMPLETED", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of("run", "prepare", "commit", "clean", "free"), driver.calls);
    }

    @Test
    void manualDismissWaitsInConcluded() {
        Scripted driver = Scripted.quick();
        Job job = rig.create(spec("j").manualDismiss(), driver);
        rig.jobs.start(job);
        rig.settle();
        assertEquals(JobStatus.CONCLUDED, rig.status(job));
        assertTrue(rig.is(held -> rig.monitor.find(held, "j").isPresent()));
        rig.verb((held, m) -> m.dismiss(held, job));
        assertEquals(JobStatus.NULL, rig.status(job));
        assertTrue(rig.is(held -> rig.monitor.find(held, "j").isEmpty()));
        assertEquals(
                "Job 'j' in state 'null' cannot accept command verb 'dismiss'",
                rig.refused((held, m) -> m.dismiss(held, job)));
        assertEquals("free", driver.calls.getLast());
    }

    @Test
    void earlyFailureIsCreatedThenNull() {
        Scripted driver = Scripted.quick();
        Job job = rig.asBlockJob(rig.create(spec("j"), driver));
        rig.jobs.earlyFail(job);
        assertEquals(List.of("j created", "j null"), rig.takeEvents());
        assertEquals(List.of("free"), driver.calls);
        assertEquals(List.of(), results);
        rig.create(spec("j"), Scripted.quick());
    }

    @Test
    void earlyFailureIsForCreatedJobsOnly() {
        Job job = rig.started("j", Scripted.sleeper());
        assertThrows(IllegalStateException.class, () -> rig.jobs.earlyFail(job));
        assertEquals(JobStatus.RUNNING, rig.status(job));
    }

    @Test
    void aJobStartsOnce() {
        Job job = rig.started("j", Scripted.sleeper());
        assertThrows(IllegalStateException.class, () -> rig.jobs.start(job));
        Job gone = rig.inMain("gone", Scripted.quick());
        rig.jobs.earlyFail(gone);
        assertThrows(IllegalStateException.class, () -> rig.jobs.start(gone));
    }

    @Test
    void aReferenceKeepsTheDataAndTheLastOneFrees() {
        Scripted driver = Scripted.quick();
        Job job = rig.create(spec("j"), driver);
        rig.verb((held, m) -> {
            m.ref(held, job);
            m.ref(held, job);
        });
        rig.jobs.start(job);
        rig.settle();
        assertEquals(JobStatus.NULL, rig.status(job));
        assertFalse(driver.calls.contains("free"));
        assertTrue(rig.is(held -> rig.monitor.list(held).isEmpty()), "but it is in no list");
        rig.verb((held, m) -> m.unref(held, job));
        assertFalse(driver.calls.contains("free"));
        rig.verb((held, m) -> m.unref(held, job));
        assertEquals(1, driver.calls.stream().filter("free"::equals).count());
        rig.verb((held, m) -> {
            assertThrows(IllegalStateException.class, () -> m.unref(held, job));
            assertThrows(IllegalStateException.class, () -> m.ref(held, job));
        });
    }

    @Test
    void theIdIsTakenUntilTheJobIsFreed() {
        Job job = rig.create(spec("j"), Scripted.quick());
        rig.verb((held, m) -> m.ref(held, job));
        rig.jobs.start(job);
        rig.settle();
        JobException taken = assertThrows(JobException.class, () -> rig.jobs.create(spec("j"), Scripted.quick()));
        assertEquals("Job ID 'j' already in use", taken.getMessage());
        rig.verb((held, m) -> m.unref(held, job));
        rig.create(spec("j"), Scripted.quick());
    }

    @Test
    void newestFirstInTheListAndInternalOnesHidden() {
        Job a = rig.create(spec("a"), Scripted.quick());
        rig.create(JobSpec.hidden().in(rig.main), Scripted.quick());
        Job b = rig.create(spec("b"), Scripted.quick());
        rig.verb((held, m) -> {
            assertEquals(List.of(b, a), m.list(held));
            assertEquals(a, m.require(held, "a"));
            assertEquals(b, m.require(held, b.key()));
        });
    }

    @Test
    void finishSyncWaitsUntilTheBodyHasEnded() {
        CountDownLatch goOn = new CountDownLatch(1);
        Scripted driver = new Scripted(context -> {
            try {
                context.blocking(() -> {
                    Rig.await(goOn);
                    return null;
                });
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        });
        Job job = rig.create(JobSpec.named("j").manualFinalize(), driver);
        rig.jobs.start(job);
        rig.main.execute(goOn::countDown);
        rig.verb((held, m) -> assertEquals(0, m.finishSync(held, job)));
        assertEquals(JobStatus.PENDING, rig.status(job), "with manual finalize it is left there");
    }

    @Test
    void finishSyncEntersABodyThatComesToRestDuringTheWait() {
        Thread home = Thread.currentThread();
        boolean[] late = {false};
        Scripted driver = new Scripted(context -> {
            // until the wait has found the body busy and has gone to sleep
            while (home.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            context.yieldJob();
        });
        Job job = rig.create(JobSpec.named("j"), driver);
        rig.jobs.start(job);
        CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS).execute(() -> rig.main.execute(() -> late[0] = true));
        rig.verb((held, m) -> assertEquals(0, m.finishSync(held, job)));
        assertFalse(late[0], "nobody told the wait that the body had come to rest");
    }

    @Test
    void cancelSyncAndCompleteSync() {
        Job cancelled = rig.started("cancelled", Scripted.sleeper());
        rig.verb((held, m) -> assertEquals(-125, m.cancelSync(held, cancelled, true)));
        assertEquals(JobStatus.NULL, rig.status(cancelled));
        Scripted driver = Scripted.converging();
        Job completed = rig.create(JobSpec.named("completed"), driver);
        rig.jobs.start(completed);
        rig.pollUntil(completed, JobStatus.READY);
        rig.verb((held, m) -> assertEquals(0, m.completeSync(held, completed)));
        rig.settle();
        assertEquals(JobStatus.NULL, rig.status(completed));
        Job running = rig.started("running", Scripted.sleeper());
        assertEquals(
                "Job 'running' in state 'running' cannot accept command verb 'complete'",
                rig.refused((held, m) -> m.completeSync(held, running)));
    }

    @Test
    void formsThatWaitTellTheFailure() {
        Job job = rig.create(spec("j").manualDismiss(), Scripted.failing(Errno.EIO));
        rig.jobs.start(job);
        rig.verb((held, m) -> assertEquals(-5, m.finishSync(held, job)));
    }

    @Test
    void aCoroutineOfTheMainLoopCannotWaitForAJobAndNothingIsChanged() {
        Job job = rig.started("j", Scripted.sleeper());
        List<Throwable> refused = new ArrayList<>();
        rig.main
                .coroutine(
                        "body",
                        () -> rig.verb((held, m) -> {
                            refused.add(assertThrows(IllegalStateException.class, () -> m.cancelSync(held, job, true)));
                            refused.add(assertThrows(IllegalStateException.class, () -> m.finishSync(held, job)));
                            refused.add(assertThrows(IllegalStateException.class, () -> m.completeSync(held, job)));
                        }))
                .enter();
        rig.main
                .coroutine(
                        "other",
                        () -> refused.add(assertThrows(IllegalStateException.class, rig.monitor::cancelSyncAll)))
                .enter();
        assertEquals(4, refused.size());
        assertFalse(rig.is(held -> rig.monitor.isCancelRequested(held, job)));
    }

    @Test
    void cancelSyncAllEndsJobsInEveryState() {
        List<Scripted> drivers = new ArrayList<>();
        List<Job> all = new ArrayList<>();
        EventLoop thread = EventLoop.onNewThread("own thread", Clock.system());
        try {
            add(drivers, all, JobSpec.named("created"), Scripted.quick());
            start(drivers, all, JobSpec.named("running").in(rig.main), Scripted.sleeper());
            start(drivers, all, JobSpec.named("private"), Scripted.sleeper());
            start(drivers, all, JobSpec.named("thread").in(thread), Scripted.yielder());
            Job paused = start(drivers, all, JobSpec.named("paused").in(rig.main), Scripted.sleeper());
            rig.verb((held, m) -> m.userPause(held, paused));
            Job twice = start(drivers, all, JobSpec.named("paused-twice").in(thread), Scripted.sleeper());
            rig.verb((held, m) -> {
                m.pause(held, twice);
                m.userPause(held, twice);
            });
            start(drivers, all, JobSpec.named("ready").in(rig.main), Scripted.converging());
            start(drivers, all, JobSpec.named("pending").in(rig.main).manualFinalize(), Scripted.quick());
            start(drivers, all, JobSpec.named("concluded").in(rig.main).manualDismiss(), Scripted.failing(Errno.EIO));
            start(drivers, all, JobSpec.hidden().in(rig.main), Scripted.sleeper());
            JobTxn txn = rig.monitor.newTxn();
            start(drivers, all, JobSpec.named("waiting").in(rig.main).joining(txn), Scripted.quick());
            start(drivers, all, JobSpec.named("slow").in(rig.main).joining(txn), Scripted.sleeper());
            add(drivers, all, JobSpec.named("unstarted").in(rig.main).joining(txn), Scripted.sleeper());
            rig.verb((held, m) -> m.unref(held, txn));
            rig.settle();
            assertEquals(JobStatus.PENDING, rig.status(all.get(7)));
            assertEquals(JobStatus.WAITING, rig.status(all.get(10)));
            rig.monitor.cancelSyncAll();
            rig.settle();
            for (Job job : all) {
                assertEquals(JobStatus.NULL, rig.status(job), String.valueOf(job.id()));
            }
            for (Scripted driver : drivers) {
                assertEquals(1, driver.calls.stream().filter("free"::equals).count(), "" + driver.calls);
            }
        } finally {
            thread.close();
        }
    }

    private Job add(List<Scripted> drivers, List<Job> all, JobSpec spec, Scripted driver) {
        Job job = rig.create(spec, driver);
        drivers.add(driver);
        all.add(job);
        return job;
    }

    private Job start(List<Scripted> drivers, List<Job> all, JobSpec spec, Scripted driver) {
        Job job = add(drivers, all, spec, driver);
        rig.jobs.start(job);
        return job;
    }
}
