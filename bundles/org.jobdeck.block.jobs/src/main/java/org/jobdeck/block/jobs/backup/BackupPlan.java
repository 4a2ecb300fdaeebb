package org.jobdeck.block.jobs.backup;

import java.util.Optional;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.loop.EventLoop;

/** A backup about to be made, with its filter in place. */
final class BackupPlan implements JobPlan {

    private final BackupSetup setup;
    private final BackupDriver backup;
    private final BlockJob blockJob;
    private final JobDriver driver;
    private final long speed;
    private final EventLoop loop;

    /** With the filter in place, which is taken out again if no job comes of it. */
    BackupPlan(BackupSetup setup, BackupOptions options, EngineServices services) {
        this.setup = setup;
        this.speed = options.tuning().speed();
        backup = new BackupDriver(setup, options, Optional.empty());
        blockJob = new BlockJob(services.service(JobSystem.class), services.service(BlockGraph.class), backup);
        driver = blockJob.driver();
        loop = setup.filter().eventLoop();
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
        blockJob.attach(job, setup.filter(), GrantedPermissions.UNCONCERNED, speed);
        backup.attached(blockJob);
    }

    @Override
    public void discard() {
        setup.drop();
    }
}
