package org.jobdeck.block.jobs;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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
            step(context, maker::begin);
            begun.complete(null);
            step(context, maker::finish);
        } finally {
            context.progress().update(1);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws BlockException;
    }

    private static void step(JobContext context, Step step) throws JobException {
        Callable<Boolean> work = () -> {
            step.run();
            return true;
        };
        try {
            context.blocking(work);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case BlockException b -> throw BlockJob.asJobException(b);
                case RuntimeException r -> throw r;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
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
