package org.jobdeck.block.jobs.backup;

import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.loop.EventLoop;

/** A backup about to be made, with its nodes open. */
final class BackupPlan implements JobPlan {

    private final BackupNodes nodes;
    private final BackupDriver backup;
    private final BlockJob blockJob;
    private final JobDriver driver;
    private final long speed;
    private final EventLoop loop;

    BackupPlan(BackupNodes nodes, BackupOptions options, long speed, EngineServices services) {
        this.nodes = nodes;
        this.speed = speed;
        backup = new BackupDriver(nodes, options);
        blockJob = new BlockJob(services.service(JobSystem.class), services.service(BlockGraph.class), backup);
        driver = blockJob.driver();
        loop = nodes.source().eventLoop();
    }

    @Override
    public JobDriver driver() {
        return driver;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void created(Job job) throws JobException {
        backup.attach(blockJob, job, speed);
    }

    @Override
    public void discard() {
        nodes.release();
    }
}
