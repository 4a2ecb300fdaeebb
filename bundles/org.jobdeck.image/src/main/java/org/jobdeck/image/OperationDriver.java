package org.jobdeck.image;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.loop.Errno;

/** The job of one operation. */
final class OperationDriver<T> implements JobDriver {

    private final ImageOperation<T> operation;
    private final BlockGraph graph;
    private final Consumer<JobProgress.Value> watcher;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /** Null before the body has begun. */
    private ImageContext context;

    OperationDriver(ImageOperation<T> operation, BlockGraph graph, Consumer<JobProgress.Value> watcher) {
        this.watcher = watcher;
        this.operation = operation;
        this.graph = graph;
    }

    /** What came of it: an {@link ImageException}, or whatever else ended it. Complete when the body is over. */
    CompletableFuture<T> result() {
        return result;
    }

    @Override
    public String type() {
        return operation.type();
    }

    @Override
    public void run(JobContext job) throws JobException {
        context = new ImageContext(job, graph, watcher);
        try {
            T value = runAndEnd();
            result.complete(value);
        } catch (ImageException e) {
            fail(e);
            throw new JobException(Errno.EIO, e.getMessage(), e);
        } catch (BlockException e) {
            fail(new ImageException(1, e.getMessage(), e));
            throw new JobException(e.errno(), e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
    }

    private T runAndEnd() throws ImageException, BlockException {
        try {
            return operation.run(context);
        } finally {
            context.end();
        }
    }

    @Override
    public void pause() {
        if (context != null) {
            context.pause();
        }
    }

    private void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    /** A job that was cancelled before it began has no result. */
    @Override
    public void free() {
        result.completeExceptionally(new ImageException(1, Errno.ECANCELED.text(), null));
    }
}
