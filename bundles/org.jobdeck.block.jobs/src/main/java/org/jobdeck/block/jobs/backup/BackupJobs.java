package org.jobdeck.block.jobs.backup;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.block.jobs.BlockJobSpec;
import org.jobdeck.block.jobs.BlockJobs;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;

/** Makes backups of nodes (QEMU: do_backup_common). Main loop's home thread, job lock free. */
public final class BackupJobs {

    private final BlockGraph graph;
    private final BlockJobs blockJobs;

    /** For jobs of that layer on nodes of that graph. */
    public BackupJobs(JobSystem system, Jobs jobs, BlockGraph graph) {
        this.graph = graph;
        this.blockJobs = new BlockJobs(system, jobs, graph);
    }

    /**
     * Makes a backup in the state created, with its filter in place; {@link Jobs#start} sets it going. The source should
     * be drained from before this until after that, so that the copy is of one moment for all its users.
     *
     * @throws JobException if it cannot be, in QEMU's words; nothing is left behind then
     */
    public Job create(BackupRequest request) throws JobException {
        BackupSetup setup;
        Optional<SyncBitmap> bitmap = Optional.empty();
        try {
            BlockNode source = graph.lookUp(request.device());
            BlockNode target = graph.lookUp(request.target());
            BackupChecks.checkBitmap(request, source);
            BackupChecks.checkNodes(source, target, request.compress(), request.tuning());
            bitmap = SyncBitmap.take(request, source);
            setup = BackupSetup.insert(graph, source, target, request.filterNodeName());
            setup.copy().compress(request.compress());
        } catch (BlockException e) {
            throw BlockJob.asJobException(e);
        } catch (JobException | RuntimeException e) {
            bitmap.ifPresent(SyncBitmap::giveBack);
            throw e;
        }
        try {
            BackupChecks.checkChunk(request.tuning());
            return create(request, setup, bitmap);
        } catch (JobException | RuntimeException e) {
            bitmap.ifPresent(SyncBitmap::giveBack);
            setup.drop();
            throw e;
        }
    }

    private Job create(BackupRequest request, BackupSetup setup, Optional<SyncBitmap> bitmap) throws JobException {
        BackupRequest.End end = request.end();
        JobSpec spec = new JobSpec(
                request.jobId().orElse(null),
                graph.mainLoop(),
                end.txn(),
                false,
                end.autoFinalize(),
                end.autoDismiss(),
                null);
        BackupDriver driver = new BackupDriver(setup, BackupOptions.of(request), bitmap);
        BlockJobSpec blockSpec = new BlockJobSpec(
                spec, GrantedPermissions.UNCONCERNED, request.tuning().speed());
        BlockJob blockJob = blockJobs.create(blockSpec, driver, setup.filter());
        driver.attached(blockJob);
        return blockJob.job();
    }
}
