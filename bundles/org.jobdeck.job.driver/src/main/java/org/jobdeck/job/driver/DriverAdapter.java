package org.jobdeck.job.driver;

import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.internal.DriverOps;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.loop.WorkerPool;

/** Shows a driver to the core. */
final class DriverAdapter implements DriverOps {

    private final JobDriver driver;
    private final WorkerPool workers;

    DriverAdapter(JobDriver driver, WorkerPool workers) {
        this.driver = driver;
        this.workers = workers;
    }

    @Override
    public String type() {
        return driver.type();
    }

    @Override
    public void run(JobCore job) throws JobException {
        driver.run(new CoreContext(job, workers));
    }

    @Override
    public void pause() {
        driver.pause();
    }

    @Override
    public void resume() {
        driver.resume();
    }

    @Override
    public void userResume() {
        driver.userResume();
    }

    @Override
    public void complete(JobCore job) throws JobException {
        driver.complete(job);
    }

    @Override
    public boolean cancel(boolean force) {
        return driver.cancel(force);
    }

    @Override
    public void prepare() throws JobException {
        driver.prepare();
    }

    @Override
    public void commit() {
        driver.commit();
    }

    @Override
    public void abort() {
        driver.abort();
    }

    @Override
    public void clean() {
        driver.clean();
    }

    @Override
    public void free() {
        driver.free();
    }

    @Override
    public void setSpeed(long bytesPerSecond) {
        driver.setSpeed(bytesPerSecond);
    }

    @Override
    public void change(JobCore job, JobChange change) throws JobException {
        driver.change(change);
    }
}
