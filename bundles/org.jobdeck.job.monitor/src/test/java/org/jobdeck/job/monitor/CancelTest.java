package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancel: soft, by force, and what the driver makes of it. */
class CancelTest {

    private final Rig rig = new Rig();
    private final List<Integer> results = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private Job create(Scripted driver) {
        return rig.create(JobSpec.named("j").in(rig.main).onCompletion(results::add), driver);
    }

    private Job start(Scripted driver) {
        Job job = create(driver);
        rig.jobs.start(job);
        rig.takeEvents();
        return job;
    }

    private void cancel(Job job, boolean force) {
        rig.verb((held, m) -> m.userCancel(held, job, force));
    }

    @Test
    void withoutAnAnswerOfTheDriverEveryCancelIsForced() {
        Scripted driver = Scripted.sleeper();
        Job job = start(driver);
        cancel(job, false);
        assertTrue(rig.is(held -> rig.monitor.isCancelled(held, job)));
        assertEquals(List.of("j aborting", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of(-125), results);
        assertEquals(List.of("run", "cancel false", "abort", "clean", "free"), driver.calls);
    }

    @Test
    void aSoftCancelLetsAReadyJobEndWell() {
        Scripted driver = Scripted.converging();
        driver.answering(force -> force);
        Job job = rig.asBlockJob(start(driver));
        cancel(job, false);
        assertEquals(
                List.of(false, true),
                rig.get(held -> List.of(rig.monitor.isCancelled(held, job), rig.monitor.isCancelRequested(held, job))));
        assertEquals("The active block job 'j' cannot be completed", rig.refused((held, m) -> m.complete(held, job)));
        driver.shouldComplete = true;
        rig.jobs.enter(job);
        assertEquals(List.of("j waiting", "j pending", "j COMPLETED", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of(0), results);
    }

    @Test
    void aForcedCancelAfterASoftOneIsForced() {
        Scripted driver = Scripted.converging();
        Job job = rig.asBlockJob(start(driver.answering(force -> force)));
        cancel(job, false);
        cancel(job, true);
        assertEquals(List.of("j aborting", "j CANCELLED", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of(-125), results);
    }

    @Test
    void aSoftCancelAfterAForcedOneDoesNotTakeItBack() {
        Scripted driver = Scripted.quick();
        Job job = rig.create(JobSpec.named("j").in(rig.main).manualFinalize(), driver.answering(force -> force));
        rig.jobs.start(job);
        rig.verb((held, m) -> {
            m.ref(held, job);
            m.cancel(held, job, true);
            m.cancel(held, job, false);
            assertTrue(m.isCancelled(held, job));
        });
    }

    @Test
    void theAnswerReplacesWhatWasAsked() {
        Scripted driver = Scripted.converging();
        Job job = start(driver.answering(force -> false));
        cancel(job, true);
        assertFalse(rig.is(held -> rig.monitor.isCancelled(held, job)));
        driver.answering(force -> true);
        cancel(job, false);
        assertTrue(rig.is(held -> rig.monitor.isCancelled(held, job)));
    }

    @Test
    void aSoftCancelAfterTheBodysEndIsIgnored() {
        Scripted driver = Scripted.quick();
        Job job = create(driver.answering(force -> force));
        rig.jobs.start(job);
        assertTrue(rig.is(held -> rig.monitor.isDeferredToMainLoop(held, job)));
        cancel(job, false);
        assertFalse(rig.is(held -> rig.monitor.isCancelRequested(held, job)));
        rig.settle();
        assertEquals(List.of(0), results);
        assertEquals(List.of("run", "cancel false", "prepare", "commit", "clean", "free"), driver.calls);
    }

    @Test
    void aForcedCancelAfterTheBodysEndUndoesIt() {
        Scripted driver = Scripted.quick();
        Job job = create(driver);
        rig.jobs.start(job);
        cancel(job, true);
        rig.settle();
        assertEquals(List.of(-125), results);
        assertEquals(List.of("run", "cancel true", "abort", "clean", "free"), driver.calls);
    }

    @Test
    void aJobThatNeverStartedIsUndoneAtOnce() {
        Scripted driver = Scripted.quick();
        Job job = create(driver);
        rig.asBlockJob(job);
        cancel(job, false);
        assertEquals(List.of("j created", "j aborting", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of("cancel false", "abort", "clean", "free"), driver.calls);
        assertEquals(List.of(-125), results);
    }

    @Test
    void aJobThatNeverStartedCannotBeCancelledSoftly() {
        Scripted driver = Scripted.quick();
        Job job = create(driver.answering(force -> false));
        cancel(job, false);
        assertEquals(List.of("j created", "j aborting", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of(-125), results);
    }

    @Test
    void aJobThatNeverStartedAndIsNotDismissedByItselfVanishesAllTheSame() {
        Job job = rig.create(JobSpec.named("j").in(rig.main).manualDismiss(), Scripted.quick());
        cancel(job, true);
        assertEquals(JobStatus.NULL, rig.status(job));
    }

    @Test
    void cancelTakesTheUsersPauseBack() {
        Scripted driver = Scripted.sleeper();
        Job job = start(driver);
        rig.verb((held, m) -> m.userPause(held, job));
        rig.takeEvents();
        cancel(job, false);
        assertEquals(List.of("j running", "j aborting", "j concluded", "j null"), rig.takeEvents());
        assertEquals(
                List.of("run", "pause", "cancel false", "userResume", "resume", "abort", "clean", "free"),
                driver.calls);
        assertEquals(0, rig.snapshot(job).pauseCount());
    }

    @Test
    void aDriverThatResumesByItselfWhileItIsCancelledDoesNoHarm() {
        Job[] job = new Job[1];
        Scripted driver =
                new Scripted(context -> {
                    while (!context.isCancelled()) {
                        context.sleep(Duration.ofSeconds(1));
                    }
                }) {
                    private boolean nested;

                    @Override
                    public void userResume() {
                        super.userResume();
                        if (!nested) {
                            nested = true;
                            rig.verb((held, m) -> m.userResume(held, job[0]));
                        }
                    }
                };
        job[0] = start(driver);
        rig.verb((held, m) -> m.userPause(held, job[0]));
        cancel(job[0], true);
        rig.settle();
        assertEquals(JobStatus.NULL, rig.status(job[0]));
    }

    @Test
    void aPausedJobThatIsCancelledDoesNotPauseAgain() {
        Scripted driver = new Scripted(context -> {
            context.pausePoint();
            context.pausePoint();
            context.yieldJob();
            context.sleep(Duration.ofDays(1));
            // none of these has waited: it is cancelled
        });
        Job job = create(driver);
        rig.verb((held, m) -> m.pause(held, job));
        rig.jobs.start(job);
        assertEquals(JobStatus.PAUSED, rig.status(job));
        cancel(job, true);
        rig.settle();
        assertEquals(JobStatus.NULL, rig.status(job));
        assertEquals(List.of("pause", "cancel true", "resume", "run", "abort", "clean", "free"), driver.calls);
    }

    @Test
    void cancelOfAConcludedJobDismissesIt() {
        Job job = rig.create(JobSpec.named("j").in(rig.main).manualDismiss(), Scripted.quick());
        rig.jobs.start(job);
        rig.settle();
        assertEquals(JobStatus.CONCLUDED, rig.status(job));
        assertEquals(
                "Job 'j' in state 'concluded' cannot accept command verb 'cancel'",
                rig.refused((held, m) -> m.userCancel(held, job, true)));
        rig.verb((held, m) -> m.cancel(held, job, true));
        assertEquals(JobStatus.NULL, rig.status(job));
    }

    @Test
    void aPendingJobIsUndone() {
        Scripted driver = Scripted.quick();
        Job job = rig.create(JobSpec.named("j").in(rig.main).manualFinalize().onCompletion(results::add), driver);
        rig.jobs.start(job);
        rig.settle();
        assertEquals(JobStatus.PENDING, rig.status(job));
        rig.takeEvents();
        cancel(job, false);
        assertEquals(List.of("j aborting", "j concluded", "j null"), rig.takeEvents());
        assertEquals(List.of(-125), results);
        assertEquals(List.of("run", "cancel false", "abort", "clean", "free"), driver.calls);
    }
}
