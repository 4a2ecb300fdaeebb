package org.jobdeck.job.driver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.RateLimit;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.WorkerPool;

/** The body's view of its job. */
final class CoreContext implements JobContext {

    private final JobCore job;
    private final WorkerPool workers;

    CoreContext(JobCore job, WorkerPool workers) {
        this.job = job;
        this.workers = workers;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public void pausePoint() {
        job.layer().body().pausePoint(job);
    }

    @Override
    public void yieldJob() {
        job.layer().body().yield(job);
    }

    @Override
    public void sleep(Duration time) {
        job.layer().body().sleep(job, time);
    }

    @Override
    public boolean cancelRequested() {
        job.layer().lock().requireFree();
        return job.layer().lock().with(job::isCancelRequested);
    }

    @Override
    public boolean isCancelled() {
        job.layer().lock().requireFree();
        return job.layer().lock().with(job::isCancelled);
    }

    @Override
    public void transitionToReady() {
        job.layer().body().becomeReady(job);
    }

    @Override
    public <T> T blocking(Callable<T> work) throws ExecutionException {
        job.layer().lock().requireFree();
        return workers.call(work);
    }

    @Override
    public <T> T onMain(Callable<T> work) throws ExecutionException {
        job.layer().lock().requireFree();
        CompletableFuture<T> result = new CompletableFuture<>();
        job.layer().mainLoop().execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
        return Coroutine.await(result);
    }

    @Override
    public JobProgress progress() {
        return job.progress();
    }

    @Override
    public RateLimit rateLimit() {
        return job.rateLimit();
    }
}
