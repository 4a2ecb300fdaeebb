package org.jobdeck.block.jobs;

import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;

/** Makes block jobs from drivers that have no factory. Main loop, job lock free. */
public final class BlockJobs {

    private final JobSystem system;
    private final Jobs jobs;
    private final BlockGraph graph;

    /** For jobs of that layer on nodes of that graph. */
    public BlockJobs(JobSystem system, Jobs jobs, BlockGraph graph) {
        this.system = system;
        this.jobs = jobs;
        this.graph = graph;
    }

    /**
     * Makes a block job in the state created (QEMU: block_job_create).
     *
     * @param node its main node
     * @throws JobException if the id is malformed or taken, or the node's other users do not allow the job; nothing is
     *     left behind then
     */
    public BlockJob create(BlockJobSpec spec, BlockJobDriver driver, BlockNode node) throws JobException {
        BlockJob blockJob = new BlockJob(system, graph, driver);
        Job job = jobs.create(withDefaultId(spec.job(), node).in(node.eventLoop()), blockJob.driver());
        try {
            blockJob.attach(job, node, spec.permissions(), spec.speed());
        } catch (JobException | RuntimeException e) {
            jobs.earlyFail(job);
            throw e;
        }
        return blockJob;
    }

    private static JobSpec withDefaultId(JobSpec spec, BlockNode node) {
        if (spec.id() != null || spec.internal()) {
            return spec;
        }
        // empty without a device, which is refused as an id
        return new JobSpec(
                node.deviceName(),
                spec.loop(),
                spec.txn(),
                false,
                spec.autoFinalize(),
                spec.autoDismiss(),
                spec.completion());
    }
}
