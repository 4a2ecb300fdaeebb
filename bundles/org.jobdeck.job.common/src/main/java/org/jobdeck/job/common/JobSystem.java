package org.jobdeck.job.common;

import java.util.Objects;
import java.util.function.Consumer;
import org.jobdeck.job.common.internal.JobLayer;
import org.jobdeck.loop.EventLoop;

/**
 * The job layer of one engine: its lock, its main loop, its jobs and their events.
 *
 * <p>Whoever embeds the job layer makes one of these and hands it to {@code Jobs} (to execute jobs) and {@code
 * JobMonitor} (to manage them). Both accept only what {@link #create} made: not to be extended elsewhere.
 */
public abstract class JobSystem {

    /** For the core. */
    protected JobSystem() {}

    /**
     * Makes an empty job layer.
     *
     * @param mainLoop where verbs, completion and events happen (QEMU: the main loop, "under the BQL"); must have a
     *     home thread
     */
    public static JobSystem create(EventLoop mainLoop) {
        return new JobLayer(mainLoop, null);
    }

    /** The same with an observer of the lock. */
    public static JobSystem create(EventLoop mainLoop, LockObserver observer) {
        return new JobLayer(mainLoop, Objects.requireNonNull(observer));
    }

    /** The one lock of all jobs here. */
    public abstract JobLock lock();

    /** Where verbs, completion and events happen. */
    public abstract EventLoop mainLoop();

    /**
     * Adds somebody who is told of every event, on the main loop, with the lock free, in order.
     *
     * @return a handle that ends it
     */
    public abstract AutoCloseable addEventListener(Consumer<JobEvent> listener);

    /**
     * Adds somebody who is told that {@link #changesSince} may have something new. Called on any thread, possibly with
     * the job lock held: it may only set a flag or wake somebody.
     *
     * @return a handle that ends it
     */
    public abstract AutoCloseable addChangeListener(Runnable listener);

    /**
     * Delivers the events that have happened so far instead of leaving that to the next bottom half. Main loop only,
     * lock free.
     */
    public abstract void deliverEvents();

    /**
     * What has happened to the jobs since the version; at most about {@code limit} jobs, but members of one transaction
     * together. Any thread.
     *
     * @param held the job lock
     * @param version what the previous call returned, or 0
     * @param limit how many jobs to copy in this hold of the lock
     */
    public abstract Changes changesSince(JobLock.Held held, long version, int limit);
}
