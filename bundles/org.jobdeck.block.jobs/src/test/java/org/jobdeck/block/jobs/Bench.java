package org.jobdeck.block.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permissions;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/** A job layer and a graph on the test's own thread, which is the main loop. */
public final class Bench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The main loop; the test polls it. */
    public final EventLoop main;

    public final JobSystem system;
    public final JobMonitor monitor;
    public final WorkerPool workers = new WorkerPool("worker", 8);
    public final Jobs jobs;
    public final BlockGraph graph;
    public final BlockJobs blockJobs;

    /** All events so far. */
    public final List<JobEvent> events = new ArrayList<>();

    private final AutoCloseable listener;

    /** On the machine's clock. */
    public Bench() {
        this(Clock.system());
    }

    /** On the given clock. */
    public Bench(Clock clock) {
        main = EventLoop.adopting("main", clock);
        system = JobSystem.create(main);
        listener = system.addEventListener(events::add);
        monitor = new JobMonitor(system);
        jobs = new Jobs(system, workers);
        graph = new BlockGraph(main, workers);
        blockJobs = new BlockJobs(system, jobs, graph);
    }

    /** A node that reads as zeroes at once, and a backend on it that needs nothing and shares everything. */
    public NamedBackend nullBackend(String name) throws BlockException {
        NamedBackend backend = name == null
                ? graph.newBackend(Permissions.NONE, Permissions.ALL)
                : graph.newBackend(name, Permissions.NONE, Permissions.ALL);
        BlockNode node = graph.open(NodeSpec.of("null-co"));
        backend.insert(node);
        node.unref();
        return backend;
    }

    /** A job that needs nothing of its node and shares everything. */
    public BlockJob create(JobSpec spec, BlockJobDriver driver, BlockNode node) throws JobException {
        return blockJobs.create(new BlockJobSpec(spec, GrantedPermissions.UNCONCERNED, 0), driver, node);
    }

    public JobStatus status(Job job) {
        try (Held held = system.lock().acquire()) {
            return job.status(held);
        }
    }

    public JobSnapshot snapshot(Job job) {
        try (Held held = system.lock().acquire()) {
            return monitor.snapshot(held, job);
        }
    }

    /** Something done under the lock. */
    public interface Locked {
        void run(Held held) throws JobException;
    }

    /** Does something under the lock. */
    public void locked(Locked action) throws JobException {
        try (Held held = system.lock().acquire()) {
            action.run(held);
        }
    }

    /** Polls the main loop, blocking, until the condition holds. */
    public void pollUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            main.poll(true);
        }
    }

    /** Polls the main loop without blocking until something that other threads do has happened. */
    public void spinUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("what the test waits for did not happen within " + PATIENCE);
            }
            main.poll(false);
            Thread.onSpinWait();
        }
    }

    /** Polls until the job is in that state; fails if that takes too long. */
    public void pollUntil(Job job, JobStatus wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // nothing else may wake the loop
        CompletableFuture.delayedExecutor(PATIENCE.toMillis() + 1, TimeUnit.MILLISECONDS)
                .execute(() -> main.execute(() -> {}));
        main.waitWhileUnlocked(() -> {
            JobStatus found = status(job);
            if (found != wanted && System.nanoTime() - deadline > 0) {
                throw new AssertionError("the job is " + found + " after " + PATIENCE + ", not " + wanted);
            }
            return found != wanted;
        });
    }

    /** The names of the events so far: the state for a change of it, otherwise the kind. */
    public List<String> story() {
        system.deliverEvents();
        return events.stream().map(Bench::word).toList();
    }

    /** The changes of state so far, each with the id of its job. */
    public List<String> storyWithIds() {
        system.deliverEvents();
        return events.stream()
                .filter(JobEvent.StatusChange.class::isInstance)
                .map(event -> word(event) + " " + event.id())
                .toList();
    }

    private static String word(JobEvent event) {
        return switch (event) {
            case JobEvent.StatusChange s -> s.status().qmpName();
            case JobEvent.Ready _ -> "READY";
            case JobEvent.Pending _ -> "PENDING";
            case JobEvent.Completed _ -> "COMPLETED";
            case JobEvent.Cancelled _ -> "CANCELLED";
            case JobEvent.IoError e -> "ERROR " + (e.read() ? "read " : "write ") + e.action();
        };
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        monitor.cancelSyncAll();
        graph.closeAll();
        workers.close();
        main.close();
    }
}
