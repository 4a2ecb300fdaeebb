package org.jobdeck.demo;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.block.BlockException;
import org.jobdeck.engine.Engine;
import org.jobdeck.engine.JobStart;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.monitor.JobMonitor;

/**
 * Backups in every state that a user can meet, of images in a temporary folder, on somebody's engine.
 *
 * <p>One is running under a limit, one is paused by the user, one is pending, one has failed, one is stopped for lack of
 * room, one is done, one is cancelled, and of a grouped pair one waits while the other runs. The folder is removed by {@link
 * #close()}, and if the process ends without that.
 */
public final class DemoScenario implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DemoScenario.class.getName());
    private static final Duration STEP = Duration.ofMillis(50);

    /** How far a job gets before the demo pauses or cancels it. */
    private static final int SHARE_BEFORE_STEP = 8;

    private final Engine engine;
    private final DemoImages images;
    private final Thread cleaner;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Main loop only. */
    private final Map<DemoJob, Job> jobs = new LinkedHashMap<>();

    private volatile boolean allReached;

    private DemoScenario(Engine engine, DemoImages images) {
        this.engine = engine;
        this.images = images;
        this.cleaner = new Thread(this::deleteFolder, "jobdeck-demo-cleaner");
    }

    /**
     * Makes the images and starts the jobs; takes about a second. Not on the engine's main loop.
     *
     * @param engine has the job type {@code backup}; closed by the caller, after the scenario
     * @throws DemoException if something that the demo needs is not there; nothing is left behind then
     */
    public static DemoScenario start(Engine engine) throws DemoException {
        DemoScenario scenario = new DemoScenario(engine, DemoImages.inTemporaryFolder());
        Runtime.getRuntime().addShutdownHook(scenario.cleaner);
        boolean started = false;
        try {
            for (DemoJob job : DemoJob.all()) {
                scenario.images.make(job);
            }
            scenario.callEngine(scenario::startJobs);
            started = true;
            return scenario;
        } finally {
            if (!started) {
                scenario.close();
            }
        }
    }

    /** The folder with the images. */
    public Path folder() {
        return images.folder();
    }

    /** Whether all jobs have been in the states they are to show, at one time. Any thread. */
    public boolean allStatesReached() {
        return allReached;
    }

    /** Something to do on the main loop. */
    private interface Work {
        void run() throws JobException, BlockException;
    }

    private void callEngine(Work work) throws DemoException {
        try {
            engine.call(() -> {
                work.run();
                return null;
            });
        } catch (ExecutionException e) {
            throw new DemoException(
                    "The demo cannot start its jobs: " + e.getCause().getMessage() + ".", e.getCause());
        } catch (InterruptedException e) {
            throw new DemoException("The demo was given up while it started.", e);
        }
    }

    // ---- main loop

    private void startJobs() throws JobException, BlockException {
        JobTxn group = engine.monitor().newTxn();
        try {
            for (DemoJob job : DemoJob.all()) {
                try (DemoNodes _ = DemoNodes.open(engine.graph(), images, job)) {
                    jobs.put(job, engine.create(startOf(job, group)));
                }
            }
        } finally {
            try (JobLock.Held held = engine.lock().acquire()) {
                engine.monitor().unref(held, group);
            }
        }
        jobs.values().forEach(engine.jobs()::start);
        scheduleStep();
    }

    private static JobStart startOf(DemoJob job, JobTxn group) {
        JobStart start = JobStart.of("backup", job.id(), DemoNodes.options(job)).manualDismiss();
        if (job.goal() == DemoJob.Goal.PENDING) {
            start = start.manualFinalize();
        }
        return job.grouped() ? start.joining(group) : start;
    }

    private void scheduleStep() {
        if (!allReached && !closed.get()) {
            engine.mainLoop().schedule(STEP, () -> engine.mainLoop().request(this::step));
        }
    }

    private void step() {
        boolean all = true;
        for (Map.Entry<DemoJob, Job> entry : jobs.entrySet()) {
            try (JobLock.Held held = engine.lock().acquire()) {
                all &= steer(held, entry.getKey(), entry.getValue());
            } catch (JobException e) {
                LOG.log(
                        Level.DEBUG,
                        () -> "the demo could not steer " + entry.getKey().id() + ": " + e.getMessage());
                all = false;
            }
        }
        allReached |= all;
        scheduleStep();
    }

    /** Brings the job nearer to its goal; tells whether it is there. */
    private boolean steer(JobLock.Held held, DemoJob demo, Job job) throws JobException {
        JobMonitor monitor = engine.monitor();
        if (monitor.find(held, job.key()).isEmpty()) {
            return false;
        }
        JobSnapshot now = monitor.snapshot(held, job);
        if (demo.goal().isReachedBy(now)) {
            return true;
        }
        boolean farEnough = now.status() == JobStatus.RUNNING
                && now.progress().current() > demo.length() / SHARE_BEFORE_STEP
                && !now.cancelRequested()
                && !now.userPaused();
        if (farEnough && demo.goal() == DemoJob.Goal.PAUSED) {
            monitor.userPause(held, job);
        } else if (farEnough && demo.goal() == DemoJob.Goal.CANCELLED) {
            monitor.userCancel(held, job, true);
        }
        return false;
    }

    private void endJobs() throws JobException {
        for (Job job : jobs.values()) {
            try (JobLock.Held held = engine.lock().acquire()) {
                endJob(held, job);
            }
        }
        jobs.clear();
    }

    private void endJob(JobLock.Held held, Job job) throws JobException {
        JobMonitor monitor = engine.monitor();
        Optional<Job> present = monitor.find(held, job.key());
        if (present.isEmpty()) {
            return;
        }
        if (job.status(held) != JobStatus.CONCLUDED) {
            monitor.cancelSync(held, job, true);
        }
        if (monitor.find(held, job.key()).isPresent() && job.status(held) == JobStatus.CONCLUDED) {
            monitor.dismiss(held, job);
        }
    }

    // ---- any thread but the main loop

    /** Cancels and dismisses the jobs, closes their nodes and removes the folder. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            callEngine(this::endJobs);
        } catch (DemoException e) {
            LOG.log(Level.WARNING, "the jobs of the demo did not end well", e);
        }
        deleteFolder();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the process is ending already", e);
        }
    }

    private void deleteFolder() {
        try {
            images.delete();
        } catch (IOException e) {
            LOG.log(Level.WARNING, () -> "the folder '" + images.folder() + "' of the demo could not be removed: " + e);
        }
    }
}
