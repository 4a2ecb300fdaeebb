package org.jobdeck.block.jobs;

import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.block.NodeCreation;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;

/** Makes images in jobs of the type {@code create} (QEMU: qmp_blockdev_create). Main loop's home thread, lock free. */
public final class CreateJobs {

    private final Jobs jobs;
    private final BlockGraph graph;

    /** For images of the kinds that the graph knows. */
    public CreateJobs(Jobs jobs, BlockGraph graph) {
        this.jobs = jobs;
        this.graph = graph;
    }

    /**
     * Makes a job and sets it going. It runs in the main loop, which turns until the place of the image is taken or the
     * job has failed to take it: such a failure is over when this returns.
     *
     * @param spec the job's name and end; whether it stays when concluded is the caller's choice. Its loop is ignored
     * @throws JobException if images of that kind cannot be made, or the id is malformed or taken; there is no job then
     */
    public Job start(JobSpec spec, NodeCreation creation) throws JobException {
        ImageMaker maker;
        try {
            maker = graph.imageMaker(creation);
        } catch (BlockException e) {
            throw BlockJob.asJobException(e);
        }
        CreateDriver driver = new CreateDriver(maker);
        Job job = jobs.create(spec.in(graph.mainLoop()), driver);
        jobs.start(job);
        graph.mainLoop().waitUntilDone(driver.begun());
        return job;
    }
}
