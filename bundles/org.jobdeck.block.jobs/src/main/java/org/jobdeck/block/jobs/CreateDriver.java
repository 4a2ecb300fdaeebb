package org.jobdeck.block.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;

/** Makes one image; it cannot be stopped once it runs (QEMU: blockdev_create_job_driver). */
final class CreateDriver implements JobDriver {

    private final ImageMaker maker;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    CreateDriver(ImageMaker maker) {
        this.maker = maker;
    }

    /** Done when the place of the image is taken, or the job is over and failed. */
    CompletionStage<Void> begun() {
        return begun;
    }

    @Override
    public String type() {
        return "create";
    }

    @Override
    public void run(JobContext context) throws JobException {
        context.progress().setRemaining(1);
        try {
            step(maker::begin);
            begun.complete(null);
            step(maker::finish);
        } finally {
            context.progress().update(1);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws BlockException;
    }

    private static void step(Step step) throws JobException {
        try {
            step.run();
        } catch (BlockException e) {
            throw BlockJob.asJobException(e);
        }
    }

    /** Follows a failure; a success has begun long before. */
    @Override
    public void clean() {
        begun.complete(null);
    }

    @Override
    public void free() {
        begun.complete(null);
    }
}
