package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.internal.JobCore;
import org.jobdeck.job.common.internal.JobListeners.Moment;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.loop.WorkerPool;

/** An engine's job layer whose main loop is the thread of the test and whose clock moves only when told to. */
final class Rig implements AutoCloseable {

    private static final long SECONDS = 30;

    /** A verb that is expected to be accepted or refused. */
    @FunctionalInterface
    interface Verb {
        void apply(Held held, JobMonitor monitor) throws JobException;
    }

    final ManualClock clock = new ManualClock();
    final EventLoop main = EventLoop.adopting("main", clock);
    final JobSystem system = JobSystem.create(main);
    final WorkerPool workers = new WorkerPool("worker", 16);
    final JobMonitor monitor = new JobMonitor(system);
    final Jobs jobs = new Jobs(system, workers);

    /** All events as {@code "id state"}, and those of block jobs in capitals. */
    final List<String> events = new ArrayList<>();

    Rig() {
        system.addEventListener(event -> events.add(text(event)));
    }

    static String text(JobEvent event) {
        return event.id() + " "
                + switch (event) {
                    case JobEvent.StatusChange change -> change.status().qmpName();
                    case JobEvent.Ready ready -> "READY";
                    case JobEvent.Pending pending -> "PENDING";
                    case JobEvent.Completed completed -> "COMPLETED";
                    case JobEvent.Cancelled cancelled -> "CANCELLED";
                    case JobEvent.IoError error -> "ERROR";
                };
    }

    Job create(JobSpec spec, JobDriver driver) {
        try {
            return jobs.create(spec, driver);
        } catch (JobException e) {
            throw new AssertionError(e);
        }
    }

    /** A job in the main loop, so that its body runs in step with the test. */
    Job inMain(String id, JobDriver driver) {
        return create(JobSpec.named(id).in(main), driver);
    }

    Job started(String id, JobDriver driver) {
        Job job = inMain(id, driver);
        jobs.start(job);
        return job;
    }

    /** Adds the events that a block job sends besides. */
    Job asBlockJob(Job job) {
        JobCore core = (JobCore) job;
        try (Held held = system.lock().acquire()) {
            core.addListener(
                    held,
                    Moment.READY,
                    (h, j) -> j.appendEvent(
                            h,
                            new JobEvent.Ready(
                                    j.key(),
                                    j.id(),
                                    j.type(),
                                    clock.now(),
                                    j.progress().get(),
                                    0)));
            core.addListener(
                    held,
                    Moment.PENDING,
                    (h, j) -> j.appendEvent(h, new JobEvent.Pending(j.key(), j.id(), j.type(), clock.now())));
            core.addListener(
                    held,
                    Moment.FINALIZE_COMPLETED,
                    (h, j) -> j.appendEvent(
                            h,
                            new JobEvent.Completed(
                                    j.key(),
                                    j.id(),
                                    j.type(),
                                    clock.now(),
                                    j.progress().get(),
                                    0,
                                    j.error(h))));
            core.addListener(
                    held,
                    Moment.FINALIZE_CANCELLED,
                    (h, j) -> j.appendEvent(
                            h,
                            new JobEvent.Cancelled(
                                    j.key(),
                                    j.id(),
                                    j.type(),
                                    clock.now(),
                                    j.progress().get(),
                                    0)));
        }
        return job;
    }

    void verb(Verb verb) {
        try (Held held = system.lock().acquire()) {
            verb.apply(held, monitor);
        } catch (JobException e) {
            throw new AssertionError("refused: " + e.getMessage(), e);
        }
    }

    /** The text with which the verb is refused. */
    String refused(Verb verb) {
        try (Held held = system.lock().acquire()) {
            return assertThrows(JobException.class, () -> verb.apply(held, monitor))
                    .getMessage();
        }
    }

    <T> T get(Function<Held, T> question) {
        try (Held held = system.lock().acquire()) {
            return question.apply(held);
        }
    }

    boolean is(Predicate<Held> question) {
        try (Held held = system.lock().acquire()) {
            return question.test(held);
        }
    }

    JobStatus status(Job job) {
        return get(job::status);
    }

    JobSnapshot snapshot(Job job) {
        return get(held -> monitor.snapshot(held, job));
    }

    /** Polls until there is nothing left to do at once. */
    void settle() {
        boolean more = true;
        while (more) {
            more = main.poll(false);
        }
    }

    /** Polls until the condition, which comes with an event or another bottom half, holds; fails instead of hanging. */
    void pollUntil(BooleanSupplier condition) {
        boolean[] over = {false};
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> main.execute(() -> over[0] = true));
        while (!condition.getAsBoolean()) {
            if (over[0]) {
                throw new AssertionError("the main loop was polled for " + SECONDS + " s in vain");
            }
            main.poll(true);
        }
    }

    void pollUntil(Job job, JobStatus status) {
        pollUntil(() -> status(job) == status);
    }

    /** The events so far; they are forgotten. */
    List<String> takeEvents() {
        settle();
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came within " + SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs something on another thread and waits for it; what it throws is thrown here. */
    static void elsewhere(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (Throwable t) {
                done.completeExceptionally(t);
            }
        });
        done.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        workers.close();
        main.close();
    }
}
