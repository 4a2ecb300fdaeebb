package org.jobdeck.cli.image;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.ImageJobs;
import org.jobdeck.image.ImageOperation;

/** Runs one operation as a job and looks on: draws the progress, and cancels on Ctrl-C. */
final class ImageRunner {

    /** What a shell reports of a program that Ctrl-C has ended. */
    private static final int CANCELLED = 130;

    private static final long TICK_MILLIS = 100;

    /** After how many looks the job is worth being seen by others; to let it be seen takes longer than short ones do. */
    private static final int TICKS_UNSEEN = 10;

    private final ImageConsole console;

    ImageRunner(ImageConsole console) {
        this.console = console;
    }

    /** What is asked for beside the operation itself. */
    record Wish(boolean progress, long bytesPerSecond) {
        static final Wish NOTHING = new Wish(false, 0);
    }

    <T> T run(ImageOperation<T> operation) throws ImageException {
        return run(operation, Wish.NOTHING);
    }

    <T> T run(ImageOperation<T> operation, Wish wish) throws ImageException {
        return run(operation, wish, result -> {});
    }

    /** The same; the result is told before the line of the progress ends. */
    <T> T run(ImageOperation<T> operation, Wish wish, Consumer<T> told) throws ImageException {
        ProgressLine line = new ProgressLine(console.out(), wish.progress());
        AtomicBoolean interrupted = new AtomicBoolean();
        try (ImageJobs jobs = ImageJobs.start("jobdeck", console.clock())) {
            line.begin();
            ImageJobs.Running<T> running = jobs.begin(operation.type(), operation, wish.bytesPerSecond(), line::show);
            Runnable cancel = () -> {
                interrupted.set(true);
                jobs.cancel(running.job());
            };
            try (ImageConsole.Handle _ = console.onInterrupt(cancel)) {
                T result = await(jobs, running, cancel);
                line.end(running.progress());
                told.accept(result);
                line.close();
                return result;
            }
        } catch (InterruptedException e) {
            throw new ImageException(1, "the work was given up", e);
        } catch (ImageException e) {
            line.close();
            throw interrupted.get() ? new ImageException(CANCELLED, e.getMessage(), e) : e;
        }
    }

    private <T> T await(ImageJobs jobs, ImageJobs.Running<T> running, Runnable cancel)
            throws ImageException, InterruptedException {
        ImageConsole.Handle seen = () -> {};
        try {
            for (int tick = 0; ; tick++) {
                try {
                    return running.result().get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (tick == TICKS_UNSEEN) {
                        seen = console.serve(jobs.engine(), cancel);
                    }
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ImageException failure -> throw failure;
                case RuntimeException r -> throw r;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        } finally {
            seen.close();
        }
    }
}
