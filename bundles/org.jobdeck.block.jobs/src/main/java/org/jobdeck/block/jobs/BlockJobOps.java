package org.jobdeck.block.jobs;

import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;

/** A block job's driver with what all block jobs do: settle I/O errors on resume, give the nodes up when freed. */
final class BlockJobOps implements JobDriver {

    private final BlockJob blockJob;
    private final BlockJobDriver driver;

    BlockJobOps(BlockJob blockJob, BlockJobDriver driver) {
        this.blockJob = blockJob;
        this.driver = driver;
    }

    @Override
    public String type() {
        return driver.type();
    }

    @Override
    public void run(JobContext context) throws JobException {
        driver.run(context);
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
        blockJob.resetIoStatus();
        driver.userResume();
    }

    @Override
    public void complete(Job job) throws JobException {
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
        blockJob.removeAllNodes();
        driver.free();
    }

    @Override
    public void setSpeed(long bytesPerSecond) {
        driver.setSpeed(bytesPerSecond);
    }

    @Override
    public void change(JobChange change) throws JobException {
        driver.change(change);
    }
}
