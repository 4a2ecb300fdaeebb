package org.jobdeck.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.jobs.backup.CopyBeforeWrite;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.job.driver.Jobs;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;

/**
 * A whole engine: jobs, block nodes and the threads they need.
 *
 * <p>Every engine is on its own; a program may have several. {@link #close()} cancels all jobs by force, concludes them,
 * flushes and closes all nodes and ends the threads.
 */
public final class Engine implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Engine.class.getName());

    private final String name;
    private final EventLoop mainLoop;
    private final boolean ownsMainLoop;
    private final WorkerPool workers;
    private final JobSystem jobSystem;
    private final JobMonitor monitor;
    private final Jobs jobs;
    private final BlockGraph graph;
    private final DriverFactories factories;
    private final EngineServices services = new Services();
    private final Set<CompletableFuture<?>> unanswered = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean ended;

    /** Whether the end has begun; touched on the main loop only. */
    private boolean shutDown;

    private Engine(String name, EventLoop mainLoop, boolean ownsMainLoop, DriverFactories factories) {
        this.name = name;
        this.mainLoop = mainLoop;
        this.ownsMainLoop = ownsMainLoop;
        this.factories = factories;
        workers = new WorkerPool(name + "-worker", WorkerPool.DEFAULT_SIZE);
        jobSystem = JobSystem.create(mainLoop);
        monitor = new JobMonitor(jobSystem);
        jobs = new Jobs(jobSystem, workers);
        graph = new BlockGraph(mainLoop, workers);
        graph.register(CopyBeforeWrite.type());
    }

    /**
     * Starts an engine with a main loop on a thread of its own.
     *
     * @param name for messages and thread names
     * @param clock the time for timers, limits and events
     * @param factories the kinds of jobs it offers
     */
    public static Engine start(String name, Clock clock, DriverFactories factories) {
        return new Engine(name, EventLoop.onNewThread(name + "-main", clock), true, factories);
    }

    /** Starts an engine on the machine's clock with all installed kinds of jobs. */
    public static Engine start(String name) {
        return start(name, Clock.system(), DriverFactories.installed());
    }

    /**
     * Makes an engine whose main loop is polled by the caller, who also closes that loop after the engine; for tests and
     * for programs with a loop of their own.
     */
    public static Engine on(EventLoop mainLoop, DriverFactories factories) {
        return new Engine(mainLoop.name(), mainLoop, false, factories);
    }

    /** The name given at creation. */
    public String name() {
        return name;
    }

    /** Where verbs, completion and graph changes happen. */
    public EventLoop mainLoop() {
        return mainLoop;
    }

    /** Where blocking work is done. */
    public WorkerPool workers() {
        return workers;
    }

    /** The job layer. */
    public JobSystem jobSystem() {
        return jobSystem;
    }

    /** The job lock. */
    public JobLock lock() {
        return jobSystem.lock();
    }

    /** To look jobs up and steer them. */
    public JobMonitor monitor() {
        return monitor;
    }

    /** To make jobs from drivers that have no factory. */
    public Jobs jobs() {
        return jobs;
    }

    /** The block nodes. */
    public BlockGraph graph() {
        return graph;
    }

    /** The kinds of jobs that can be made by name. */
    public DriverFactories factories() {
        return factories;
    }

    /** What this engine offers to those who plan jobs. */
    public EngineServices services() {
        return services;
    }

    /**
     * Makes a job by name, in the state created; {@link Jobs#start} sets it going. Main loop, lock free.
     *
     * @throws JobException if there is no such type, an option is wrong, or what the job needs is not to be had; then
     *     nothing is left behind
     */
    public Job create(JobStart start) throws JobException {
        JobDriverFactory factory = requireFactory(start.type());
        OptionValues values = OptionValues.check(factory.options(), start.options());
        JobPlan plan = factory.plan(values, services);
        Job job = makeJob(start, plan);
        try {
            plan.created(job);
        } catch (JobException | RuntimeException e) {
            jobs.earlyFail(job);
            plan.discard();
            throw e;
        }
        return job;
    }

    /** Makes a job by name and sets it going. Main loop, lock free. */
    public Job start(JobStart start) throws JobException {
        Job job = create(start);
        jobs.start(job);
        return job;
    }

    private Job makeJob(JobStart start, JobPlan plan) throws JobException {
        JobSpec spec = new JobSpec(
                start.id(), plan.loop(), start.txn(), false, start.autoFinalize(), start.autoDismiss(), null);
        try {
            return jobs.create(spec, plan.driver());
        } catch (JobException | RuntimeException e) {
            plan.discard();
            throw e;
        }
    }

    private JobDriverFactory requireFactory(String type) throws JobException {
        Optional<JobDriverFactory> factory = factories.find(type);
        if (factory.isEmpty()) {
            String known = String.join(
                    ", ", factories.all().stream().map(JobDriverFactory::type).toList());
            throw new JobException(Errno.EINVAL, "There is no job type '" + type + "'; this engine has: " + known);
        }
        return factory.get();
    }

    /**
     * Does something on the main loop as a request: alone, not inside anybody's wait. Any thread.
     *
     * @return completes on the main loop, after the events that the work caused have been delivered; with an
     *     {@link IllegalStateException} if the engine is closed before the work is done
     */
    public <T> CompletableFuture<T> request(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        unanswered.add(result);
        result.whenComplete((value, failure) -> unanswered.remove(result));
        mainLoop.request(() -> answer(work, result));
        if (ended) {
            result.completeExceptionally(isClosed());
        }
        return result;
    }

    private <T> void answer(Callable<T> work, CompletableFuture<T> result) {
        if (shutDown) {
            // what it might make, nobody would bring to an end
            result.completeExceptionally(isClosed());
            return;
        }
        T value;
        try {
            value = work.call();
        } catch (Throwable t) {
            jobSystem.deliverEvents();
            result.completeExceptionally(t);
            return;
        }
        jobSystem.deliverEvents();
        result.complete(value);
    }

    private IllegalStateException isClosed() {
        return new IllegalStateException("the engine '" + name + "' is closed");
    }

    /**
     * Does something on the main loop as a request and waits for it. Not on the main loop.
     *
     * @throws ExecutionException with what the work threw as its cause
     */
    public <T> T call(Callable<T> work) throws ExecutionException, InterruptedException {
        if (mainLoop.isCurrent()) {
            throw new IllegalStateException("the main loop of the engine '" + name + "' cannot wait for itself");
        }
        return request(work).get();
    }

    /**
     * Cancels all jobs, concludes them, closes all nodes and ends the threads. A second call does nothing. Any thread, but
     * not in a coroutine.
     */
    @Override
    public void close() {
        if (Coroutine.current() != null) {
            throw new IllegalStateException(
                    "a coroutine cannot close the engine '" + name + "': it would wait for itself");
        }
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (mainLoop.isCurrent()) {
            shutDown();
        } else {
            request(() -> {
                        shutDown();
                        return null;
                    })
                    .exceptionally(this::logFailedShutDown)
                    .join();
        }
        if (ownsMainLoop) {
            mainLoop.close();
        }
        ended = true;
        unanswered.forEach(result -> result.completeExceptionally(isClosed()));
        workers.close();
    }

    private Object logFailedShutDown(Throwable failure) {
        LOG.log(Level.ERROR, () -> "the engine '" + name + "' did not shut down cleanly", failure);
        return null;
    }

    private void shutDown() {
        shutDown = true;
        // as QEMU does, so that no request comes from anywhere while jobs end; clients see running jobs pause first
        graph.drainAllBegin();
        monitor.cancelSyncAll();
        graph.closeAll();
        jobSystem.deliverEvents();
    }

    private final class Services implements EngineServices {
        @Override
        public EventLoop mainLoop() {
            return mainLoop;
        }

        @Override
        public WorkerPool workers() {
            return workers;
        }

        @Override
        public <T> T service(Class<T> type) {
            for (Object offered : new Object[] {graph, monitor, jobs, jobSystem}) {
                if (type.isInstance(offered)) {
                    return type.cast(offered);
                }
            }
            throw new IllegalArgumentException("the engine '" + name + "' offers no " + type.getName());
        }
    }
}
