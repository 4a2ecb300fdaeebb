package org.jobdeck.job.driver;

import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.internal.CreateRequest;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.job.common.internal.JobLayer;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/**
 * Makes jobs and sets them going (QEMU: job_create, job_start, job_enter, job_early_fail, job_set_aio_context).
 *
 * <p>Every method takes the job lock itself and throws {@link IllegalStateException} if the caller holds it. All but
 * {@link #enter} belong to the main loop and throw elsewhere.
 */
public final class Jobs {

    private final JobLayer layer;
    private final WorkerPool workers;

    /**
     * For the jobs of that layer.
     *
     * @param workers where bodies do what blocks
     */
    public Jobs(JobSystem system, WorkerPool workers) {
        this.layer = JobLayer.of(system);
        this.workers = workers;
    }

    /**
     * Makes a job in the state created. The caller owns a reference, which {@link #start} takes over.
     *
     * @throws JobException if the id is missing, malformed or taken
     */
    public Job create(JobSpec spec, JobDriver driver) throws JobException {
        EventLoop loop = spec.loop();
        if (loop == null) {
            loop = EventLoop.privateLoop("job " + (spec.id() == null ? driver.type() : spec.id()), layer.mainLoop());
        }
        return layer.create(new CreateRequest(
                spec.id(),
                new DriverAdapter(driver, workers),
                spec.txn() == null ? null : layer.core(spec.txn()),
                loop,
                spec.internal(),
                spec.autoFinalize(),
                spec.autoDismiss(),
                spec.completion()));
    }

    /** Sets the body going. In the main loop it runs up to its first yield before this returns. */
    public void start(Job job) {
        layer.body().start(layer.core(job));
    }

    /** Enters the body if it waits; nothing happens if it does not. Any thread. */
    public void enter(Job job) {
        layer.body().enter(layer.core(job));
    }

    /** Undoes the creation of a job that has not been started. */
    public void earlyFail(Job job) {
        layer.completion().earlyFail(layer.core(job));
    }

    /** Moves a job that is paused or over to another loop; its body goes on there. */
    public void setEventLoop(Job job, EventLoop loop) {
        layer.setEventLoop(layer.core(job), loop);
    }

    /** The loop a job's body belongs to. Any thread. */
    public EventLoop eventLoop(Job job) {
        JobCore core = layer.core(job);
        layer.lock().requireFree();
        return layer.lock().with(core::loop);
    }
}
