package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pauses are counted; who sleeps, who wakes. */
class PauseTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void assertPause(Job job, int count, boolean paused, boolean user) {
        assertEquals(
                List.of(count, paused, user),
                rig.get(held -> List.of(
                        rig.monitor.pauseCount(held, job),
                        rig.monitor.isPaused(held, job),
                        rig.monitor.isUserPaused(held, job))));
    }

    @Test
    void aNewJobIsPausedOnceUntilItStarts() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.inMain("j", driver);
        assertPause(job, 1, true, false);
        assertEquals(List.of(), driver.calls);
        rig.jobs.start(job);
        assertPause(job, 0, false, false);
        assertEquals(List.of("j created", "j running"), rig.takeEvents());
    }

    @Test
    void pausesAreCounted() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.started("j", driver);
        rig.verb((held, m) -> m.pause(held, job));
        assertPause(job, 1, true, false);
        assertEquals(JobStatus.PAUSED, rig.status(job));
        rig.verb((held, m) -> m.pause(held, job));
        assertPause(job, 2, true, false);
        rig.verb((held, m) -> m.resume(held, job));
        assertPause(job, 1, true, false);
        assertEquals(JobStatus.PAUSED, rig.status(job));
        rig.verb((held, m) -> m.resume(held, job));
        assertPause(job, 0, false, false);
        assertEquals(List.of("j created", "j running", "j paused", "j running"), rig.takeEvents());
        assertEquals(List.of("run", "pause", "resume"), driver.calls);
    }

    @Test
    void resumingMoreOftenThanPausingIsABug() {
        Job job = rig.started("j", Scripted.sleeper());
        rig.verb((held, m) -> assertThrows(IllegalStateException.class, () -> m.resume(held, job)));
        assertPause(job, 0, false, false);
    }

    @Test
    void aJobThatIsPausedWhenItStartsStopsBeforeItsBody() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.inMain("j", driver);
        rig.verb((held, m) -> m.pause(held, job));
        rig.jobs.start(job);
        assertPause(job, 1, true, false);
        assertEquals(List.of("pause"), driver.calls);
        rig.verb((held, m) -> m.resume(held, job));
        assertEquals(List.of("j created", "j running", "j paused", "j running"), rig.takeEvents());
        assertEquals(List.of("pause", "resume", "run"), driver.calls);
    }

    @Test
    void aReadyJobStandsBy() {
        Job job = rig.started("j", Scripted.converging());
        rig.verb((held, m) -> m.userPause(held, job));
        assertEquals(JobStatus.STANDBY, rig.status(job));
        assertTrue(rig.is(held -> rig.monitor.isReady(held, job)));
        rig.verb((held, m) -> m.userResume(held, job));
        assertEquals(JobStatus.READY, rig.status(job));
        assertEquals(List.of("j created", "j running", "j ready", "j standby", "j ready"), rig.takeEvents());
    }

    @Test
    void theUsersPauseIsOneOfThem() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.started("j", driver);
        rig.verb((held, m) -> m.userPause(held, job));
        assertPause(job, 1, true, true);
        rig.verb((held, m) -> m.pause(held, job));
        assertPause(job, 2, true, true);
        rig.verb((held, m) -> m.userResume(held, job));
        assertPause(job, 1, true, false);
        assertEquals(JobStatus.PAUSED, rig.status(job), "somebody else still wants it paused");
        rig.verb((held, m) -> m.resume(held, job));
        assertPause(job, 0, false, false);
        assertEquals(List.of("run", "pause", "userResume", "resume"), driver.calls);
    }

    @Test
    void aPauseThatIsTakenBackDuringTheDriversPauseDoesNotStopTheBody() {
        Job[] job = new Job[1];
        Scripted driver = new Scripted(context -> context.yieldJob()) {
            @Override
            public void pause() {
                super.pause();
                // as a drain that ends while the driver comes to rest
                rig.verb((held, m) -> m.resume(held, job[0]));
            }
        };
        job[0] = rig.started("j", driver);
        rig.verb((held, m) -> m.pause(held, job[0]));
        assertEquals(List.of("run", "pause", "resume"), driver.calls.subList(0, 3));
        assertFalse(rig.takeEvents().contains("j paused"));
    }

    @Test
    void aUserResumeThatTheDriverForestallsIsRefused() {
        Job[] job = new Job[1];
        Scripted driver = new Scripted(context -> context.yieldJob()) {
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
        job[0] = rig.started("j", driver);
        rig.verb((held, m) -> m.userPause(held, job[0]));
        assertEquals("Can't resume a job that was not paused", rig.refused((held, m) -> m.userResume(held, job[0])));
        assertPause(job[0], 0, false, false);
    }

    @Test
    void pauseEntersASleeperSoThatItStopsSoon() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.started("j", driver);
        assertEquals(1, driver.turns);
        rig.verb((held, m) -> m.userPause(held, job));
        assertEquals(JobStatus.PAUSED, rig.status(job));
        rig.clock.advance(Duration.ofSeconds(5));
        rig.settle();
        assertEquals(1, driver.turns, "its timer is gone");
        rig.verb((held, m) -> m.userResume(held, job));
        assertEquals(2, driver.turns);
    }

    @Test
    void setSpeedWakesASleeperOnlyWhenTheLimitRisesOrIsLifted() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.started("j", driver);
        int[] turns = {1};
        setSpeed(job, driver, 100, turns, 1);
        setSpeed(job, driver, 50, turns, 0);
        setSpeed(job, driver, 50, turns, 0);
        setSpeed(job, driver, 51, turns, 1);
        setSpeed(job, driver, 0, turns, 1);
        setSpeed(job, driver, 0, turns, 1);
        assertEquals(
                List.of("run", "setSpeed 100", "setSpeed 50", "setSpeed 50", "setSpeed 51", "setSpeed 0", "setSpeed 0"),
                driver.calls);
    }

    private void setSpeed(Job job, Scripted driver, long speed, int[] turns, int wakes) {
        rig.verb((held, m) -> m.setSpeed(held, job, speed));
        turns[0] += wakes;
        assertEquals(turns[0], driver.turns, "after the limit of " + speed);
        assertEquals(speed, rig.snapshot(job).speed());
    }

    @Test
    void setSpeedDoesNotWakeABodyThatMerelyYields() {
        Scripted driver = Scripted.yielder();
        Job job = rig.started("j", driver);
        rig.verb((held, m) -> m.setSpeed(held, job, 100));
        rig.verb((held, m) -> m.setSpeed(held, job, 0));
        assertEquals(1, driver.turns);
        rig.jobs.enter(job);
        assertEquals(2, driver.turns);
    }

    @Test
    void enterEndsASleepEarlyAndTheTimerDoesNotEndTheNextOne() {
        Scripted driver = Scripted.sleeper();
        Job job = rig.started("j", driver);
        rig.clock.advance(Duration.ofMillis(600));
        rig.jobs.enter(job);
        assertEquals(2, driver.turns);
        rig.clock.advance(Duration.ofMillis(600));
        rig.settle();
        assertEquals(2, driver.turns, "1.2 s after the first sleep began, but 0.6 s after the second");
        rig.clock.advance(Duration.ofMillis(400));
        rig.settle();
        assertEquals(3, driver.turns);
    }

    @Test
    void aPauseWhileTheBodyBlocksLeavesItBusyUntilThePausePoint() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Scripted driver = new Scripted(context -> {
            try {
                context.blocking(() -> {
                    begun.countDown();
                    Rig.await(goOn);
                    return null;
                });
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
            context.pausePoint();
        });
        Job job = rig.create(JobSpec.named("j"), driver);
        rig.jobs.start(job);
        Rig.await(begun);
        rig.verb((held, m) -> {
            m.pause(held, job);
            assertTrue(m.isBusy(held, job), "a drain has to wait for it");
            assertFalse(m.isPaused(held, job));
        });
        rig.settle();
        assertTrue(rig.is(held -> rig.monitor.isBusy(held, job)));
        goOn.countDown();
        rig.main.waitWhileUnlocked(() -> rig.is(held -> rig.monitor.isBusy(held, job)));
        assertPause(job, 1, true, false);
        assertEquals(JobStatus.PAUSED, rig.status(job));
        rig.verb((held, m) -> m.resume(held, job));
        rig.pollUntil(job, JobStatus.NULL);
    }
}
