package org.jobdeck.image;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;

/** Runs operations on images as jobs of an engine of their own. Any thread but the engine's. */
public final class ImageJobs implements AutoCloseable {

    private final Engine engine;

    private ImageJobs(Engine engine) {
        this.engine = engine;
    }

    /** Starts an engine. */
    public static ImageJobs start(String name, Clock clock) {
        return new ImageJobs(Engine.start(name, clock, DriverFactories.of(java.util.List.of())));
    }

    /** The engine, for those who look on. */
    public Engine engine() {
        return engine;
    }

    /**
     * An operation under way.
     *
     * @param job its job
     * @param result completes on the engine's main loop, with an {@link ImageException} if the operation failed
     */
    public record Running<T>(Job job, CompletableFuture<T> result) {

        /** How much is done. */
        public JobProgress.Value progress() {
            return job.progress().get();
        }
    }

    /**
     * Sets an operation going.
     *
     * @param id the name of its job
     * @param bytesPerSecond the limit; 0 means none
     * @param watcher told of each step of the progress, on the engine's main loop
     * @throws ImageException if it cannot even begin
     */
    public <T> Running<T> begin(
            String id, ImageOperation<T> operation, long bytesPerSecond, Consumer<JobProgress.Value> watcher)
            throws ImageException, InterruptedException {
        OperationDriver<T> driver = new OperationDriver<>(operation, engine.graph(), watcher);
        try {
            Job job = engine.call(() -> start(id, driver, bytesPerSecond));
            return new Running<>(job, driver.result());
        } catch (ExecutionException e) {
            throw new ImageException(1, String.valueOf(e.getCause().getMessage()), e.getCause());
        }
    }

    private Job start(String id, OperationDriver<?> driver, long bytesPerSecond) throws JobException {
        Job job = engine.jobs().create(JobSpec.named(id).in(engine.mainLoop()), driver);
        try (JobLock.Held held = engine.lock().acquire()) {
            engine.monitor().ref(held, job);
            if (bytesPerSecond > 0) {
                engine.monitor().setSpeed(held, job, bytesPerSecond);
            }
        }
        engine.jobs().start(job);
        return job;
    }

    /** Asks a job to end as soon as it can. Any thread; nothing happens if it is over. */
    public void cancel(Job job) {
        engine.request(() -> {
            try (JobLock.Held held = engine.lock().acquire()) {
                engine.monitor().userCancel(held, job, true);
            }
            return null;
        });
    }

    /** Ends the engine; jobs that still run are cancelled. */
    @Override
    public void close() {
        engine.close();
    }
}
