package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Verbs in random order on three jobs; after each the rules that always hold are checked. */
class RandomVerbsTest {

    private static final int STEPS = 40;

    /** Created(C) to null(N), as in JobStatus's own table, written down once more. */
    private static final Map<JobStatus, Set<JobStatus>> LEGAL = new EnumMap<>(JobStatus.class);

    static {
        LEGAL.put(JobStatus.UNDEFINED, Set.of(JobStatus.CREATED));
        LEGAL.put(JobStatus.CREATED, Set.of(JobStatus.RUNNING, JobStatus.ABORTING, JobStatus.NULL));
        LEGAL.put(JobStatus.RUNNING, Set.of(JobStatus.PAUSED, JobStatus.READY, JobStatus.WAITING, JobStatus.ABORTING));
        LEGAL.put(JobStatus.PAUSED, Set.of(JobStatus.RUNNING));
        LEGAL.put(JobStatus.READY, Set.of(JobStatus.STANDBY, JobStatus.WAITING, JobStatus.ABORTING));
        LEGAL.put(JobStatus.STANDBY, Set.of(JobStatus.READY));
        LEGAL.put(JobStatus.WAITING, Set.of(JobStatus.PENDING, JobStatus.ABORTING));
        LEGAL.put(JobStatus.PENDING, Set.of(JobStatus.ABORTING, JobStatus.CONCLUDED));
        LEGAL.put(JobStatus.ABORTING, Set.of(JobStatus.CONCLUDED));
        LEGAL.put(JobStatus.CONCLUDED, Set.of(JobStatus.NULL));
        LEGAL.put(JobStatus.NULL, Set.of());
    }

    @Test
    void threeHundredSeeds() {
        for (int seed = 0; seed < 300; seed++) {
            new Run(seed).go();
        }
    }

    @Test
    @Tag("long")
    void twentyThousandSeeds() {
        for (int seed = 1_000; seed < 21_000; seed++) {
            new Run(seed).go();
        }
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final List<Job> jobs = new ArrayList<>();
        private final List<Scripted> drivers = new ArrayList<>();
        private final Map<Integer, Integer> results = new HashMap<>();
        private final List<Integer> group = new ArrayList<>();
        private final Map<String, JobStatus> last = new HashMap<>();
        private final List<String> steps = new ArrayList<>();

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void go() {
            try (Rig rig = new Rig()) {
                rig.system.addEventListener(this::checkMove);
                JobTxn txn = rig.monitor.newTxn();
                for (int i = 0; i < 3; i++) {
                    create(rig, i, txn);
                }
                rig.verb((held, m) -> m.unref(held, txn));
                for (int step = 0; step < STEPS; step++) {
                    step(rig);
                    check(rig);
                }
                rig.monitor.cancelSyncAll();
                rig.settle();
                check(rig);
                checkEnd(rig);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " after " + steps, e);
            }
        }

        private void create(Rig rig, int number, JobTxn txn) {
            Scripted driver = switch (random.nextInt(5)) {
                case 0 -> Scripted.quick();
                case 1 -> Scripted.failing(Errno.EIO);
                case 2 -> Scripted.sleeper();
                case 3 -> Scripted.converging();
                default -> Scripted.yielder();
            };
            if (random.nextInt(3) == 0) {
                driver.answering(force -> force);
            }
            if (random.nextInt(4) == 0) {
                driver.failPrepare = new JobException(Errno.ENOSPC);
            }
            JobSpec spec = JobSpec.named("j" + number).onCompletion(result -> results.put(number, result));
            spec = random.nextInt(4) > 0 ? spec.in(rig.main) : spec;
            spec = random.nextInt(3) == 0 ? spec.manualFinalize() : spec;
            spec = random.nextInt(3) == 0 ? spec.manualDismiss() : spec;
            if (random.nextBoolean()) {
                spec = spec.joining(txn);
                group.add(number);
            }
            Job job = rig.create(spec, driver);
            rig.verb((held, m) -> m.ref(held, job));
            jobs.add(job);
            drivers.add(driver);
        }

        private void step(Rig rig) {
            int number = random.nextInt(3);
            Job job = jobs.get(number);
            int what = random.nextInt(14);
            steps.add("j" + number + ":" + what);
            if (what == 0) {
                if (rig.status(job) == JobStatus.CREATED) {
                    rig.jobs.start(job);
                }
            } else if (what == 1) {
                rig.jobs.enter(job);
            } else if (what == 2) {
                rig.clock.advance(Duration.ofMillis(random.nextInt(1500)));
                rig.settle();
            } else if (what == 3) {
                rig.settle();
            } else {
                try (Held held = rig.system.lock().acquire()) {
                    verb(held, rig.monitor, job, what);
                } catch (JobException refused) {
                    assertTrue(refused.getMessage().length() > 10);
                }
            }
        }

        private void verb(Held held, JobMonitor monitor, Job job, int what) throws JobException {
            switch (what) {
                case 4 -> monitor.userPause(held, job);
                case 5 -> monitor.userResume(held, job);
                case 6 -> monitor.setSpeed(held, job, random.nextInt(4) - 1);
                case 7 -> monitor.complete(held, job);
                case 8 -> monitor.finalizeTxn(held, job);
                case 9 -> monitor.dismiss(held, job);
                case 10 -> monitor.userCancel(held, job, random.nextBoolean());
                case 11 -> monitor.pause(held, job);
                case 12 -> {
                    int others = monitor.pauseCount(held, job) - (monitor.isUserPaused(held, job) ? 1 : 0);
                    if (others > 0 && !(job.status(held) == JobStatus.CREATED && others == 1)) {
                        monitor.resume(held, job);
                    }
                }
                default -> monitor.setSpeed(held, job, 0);
            }
        }

        private void checkMove(JobEvent event) {
            if (event instanceof JobEvent.StatusChange change) {
                JobStatus before = last.getOrDefault(event.id(), JobStatus.UNDEFINED);
                assertTrue(LEGAL.get(before).contains(change.status()), before + " to " + change.status());
                last.put(event.id(), change.status());
            }
        }

        private void check(Rig rig) {
            try (Held held = rig.system.lock().acquire()) {
                for (Job job : jobs) {
                    JobSnapshot now = rig.monitor.snapshot(held, job);
                    assertTrue(!now.forceCancelled() || now.cancelRequested());
                    assertTrue(now.pauseCount() >= 0);
                    assertTrue(!now.userPaused() || now.pauseCount() > 0);
                    assertTrue(now.status() != JobStatus.ABORTING || now.result() != 0);
                    assertTrue(now.result() == 0 || now.error() != null);
                    boolean stopped = now.status() == JobStatus.PAUSED || now.status() == JobStatus.STANDBY;
                    boolean asleep = stopped && !now.busy();
                    assertTrue(!asleep || rig.monitor.isPaused(held, job));
                    if (now.status() == JobStatus.NULL) {
                        assertTrue(!now.busy());
                        assertTrue(rig.monitor.find(held, job.id()).isEmpty());
                    }
                }
            }
            for (Scripted driver : drivers) {
                long commits = count(driver, "commit");
                long aborts = count(driver, "abort");
                assertTrue(commits + aborts <= 1, "" + driver.calls);
                assertEquals(commits + aborts, count(driver, "clean"), "" + driver.calls);
                assertTrue(count(driver, "run") <= 1);
                assertEquals(0, count(driver, "free"), "the test has a reference");
            }
        }

        private void checkEnd(Rig rig) {
            for (int i = 0; i < 3; i++) {
                Job job = jobs.get(i);
                Scripted driver = drivers.get(i);
                assertEquals(JobStatus.NULL, rig.status(job));
                assertEquals(results.get(i) == 0 ? 1 : 0, count(driver, "commit"), "" + driver.calls);
                assertEquals(count(driver, "pause"), count(driver, "resume"), "" + driver.calls);
                rig.verb((held, m) -> m.unref(held, job));
                assertEquals(1, count(driver, "free"));
            }
            long good = group.stream().filter(i -> results.get(i) == 0).count();
            assertTrue(good == 0 || good == group.size(), "a transaction succeeds as a whole: " + results);
        }

        private static long count(Scripted driver, String call) {
            return driver.calls.stream().filter(call::equals).count();
        }
    }
}
