package org.jobdeck.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.BatonWatchdog;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** The job layer of one engine, with a main loop and one further loop on threads of their own. */
final class JobField implements AutoCloseable {

    /** Where the bodies of a run are. */
    enum Place {
        PRIVATE_LOOPS,
        PLATFORM_LOOP
    }

    private final EventLoop main = EventLoop.onNewThread("main", Clock.system());
    private final EventLoop platform = EventLoop.onNewThread("platform", Clock.system());
    private final WorkerPool workers = new WorkerPool("worker", 1);
    private final JobSystem system = JobSystem.create(main);
    private final Jobs jobs = new Jobs(system, workers);
    private final JobMonitor monitor = new JobMonitor(system);

    /** Held, so that the level set below stays. */
    private final Logger warnings = Logger.getLogger(BatonWatchdog.class.getName());

    JobField() {
        // that many bodies at once wait longer for a processor than any body should keep a baton
        warnings.setLevel(Level.OFF);
    }

    /** Makes that many jobs, starts them and waits until the last one is freed. */
    void run(int count, Place place, int pausePoints, Turn turn) {
        CountDownLatch freed = new CountDownLatch(count);
        onMain(() -> {
            for (int i = 0; i < count; i++) {
                jobs.start(create(i, place, new PausingDriver(pausePoints, turn, freed)));
            }
        });
        Latches.await(freed);
    }

    /** Makes that many jobs on private loops whose bodies have stopped at a pause point. */
    void park(int count) {
        onMain(() -> {
            for (int i = 0; i < count; i++) {
                Job job = create(i, Place.PRIVATE_LOOPS, new PausingDriver(0, Turn.KEPT, new CountDownLatch(1)));
                try (Held held = system.lock().acquire()) {
                    monitor.pause(held, job);
                }
                jobs.start(job);
            }
        });
        boolean[] parked = {false};
        while (!parked[0]) {
            onMain(() -> parked[0] = allParked());
        }
    }

    private boolean allParked() {
        try (Held held = system.lock().acquire()) {
            return monitor.list(held).stream()
                    .allMatch(job -> monitor.isPaused(held, job) && !monitor.isBusy(held, job));
        }
    }

    private Job create(int number, Place place, JobDriver driver) {
        JobSpec spec = JobSpec.named("job" + number);
        try {
            return jobs.create(place == Place.PLATFORM_LOOP ? spec.in(platform) : spec, driver);
        } catch (JobException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onMain(Runnable action) {
        CompletableFuture.runAsync(action, main::request).join();
    }

    @Override
    public void close() {
        onMain(monitor::cancelSyncAll);
        platform.close();
        main.close();
        workers.close();
    }
}
