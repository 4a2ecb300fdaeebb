package org.jobdeck.job.common.internal;

import java.util.List;
import java.util.function.Consumer;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.common.LockObserver;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.loop.EventLoop;

/** Puts the core together: one lock, one main loop, the jobs, their changes and events, and what is done with them. */
public final class JobLayer extends JobSystem {

    private final CoreLock lock;
    private final EventLoop mainLoop;
    private final JobRegistry registry;
    private final ChangeLog changes;
    private final EventQueue events;
    private final BodyControl body;
    private final PauseControl pausing;
    private final CancelControl cancelling;
    private final CompletionControl completion;
    private final SyncForms syncForms;

    /** Made through {@link JobSystem#create}; the observer may be null. */
    public JobLayer(EventLoop mainLoop, LockObserver observer) {
        this.mainLoop = mainLoop;
        lock = new CoreLock(observer);
        registry = new JobRegistry(lock);
        changes = new ChangeLog(lock);
        events = new EventQueue(lock, mainLoop);
        body = new BodyControl(this);
        pausing = new PauseControl(this);
        syncForms = new SyncForms(this);
        cancelling = new CancelControl(this);
        completion = new CompletionControl(this);
        mainLoop.addWaitGuard(lock::requireFree);
    }

    /** The core behind a public object. */
    public static JobLayer of(JobSystem system) {
        return (JobLayer) system;
    }

    @Override
    public CoreLock lock() {
        return lock;
    }

    @Override
    public EventLoop mainLoop() {
        return mainLoop;
    }

    /** All jobs. */
    public JobRegistry registry() {
        return registry;
    }

    /** Starting, entering, yielding, ending. */
    public BodyControl body() {
        return body;
    }

    /** Pause, resume, speed. */
    public PauseControl pausing() {
        return pausing;
    }

    /** Cancel. */
    public CancelControl cancelling() {
        return cancelling;
    }

    /** Complete, finalize, dismiss, and what follows a body's end. */
    public CompletionControl completion() {
        return completion;
    }

    /** The forms of verbs that wait. */
    public SyncForms syncForms() {
        return syncForms;
    }

    ChangeLog changes() {
        return changes;
    }

    EventQueue events() {
        return events;
    }

    /** The core of a job of this layer; everything else is refused. */
    public JobCore core(Job job) {
        if (job instanceof JobCore core && core.layer() == this) {
            return core;
        }
        throw new IllegalArgumentException(
                job == null
                        ? "no job was given"
                        : "the job '" + job.id()
                                + "' was not made by this job layer, so nothing can be done with it here");
    }

    /** Verbs, start and the synchronous forms belong to the main loop. */
    public void requireMainLoop(String what) {
        mainLoop.requireCurrent(what);
    }

    /** Makes a job (QEMU: job_create). Main loop, lock free. */
    public JobCore create(CreateRequest request) throws JobException {
        lock.requireFree();
        requireMainLoop("creating a job");
        try (Held held = lock.acquire()) {
            registry.checkId(held, request.id(), request.internal());
            JobCore job = new JobCore(this, registry.nextKey(held), request);
            // first, as it may be refused
            if (request.txn() == null) {
                TxnCore own = registry.newTxn(held);
                job.joinTxn(held, own);
                own.unref(held);
            } else {
                job.joinTxn(held, request.txn());
            }
            job.become(held, JobStatus.CREATED);
            registry.add(held, job);
            if (request.txn() != null) {
                request.txn().members(held).forEach(member -> changes.touch(held, member));
            }
            return job;
        }
    }

    /** Makes a transaction with one reference, its maker's (QEMU: job_txn_new). Lock free. */
    public TxnCore newTxn() {
        try (Held held = lock.acquire()) {
            return registry.newTxn(held);
        }
    }

    /** The core of a transaction of this layer; everything else is refused. */
    public TxnCore core(JobTxn txn) {
        if (txn instanceof TxnCore core && core.isGuardedBy(lock)) {
            return core;
        }
        throw new IllegalArgumentException(
                txn == null ? "no transaction was given" : "the transaction was not made by this job layer");
    }

    /** Gives the maker's reference to a transaction back. */
    public void unref(Held held, JobTxn txn) {
        lock.require(held);
        core(txn).unref(held);
    }

    /** Takes one more reference to a job (QEMU: job_ref). */
    public void ref(Held held, JobCore job) {
        job.ref(held);
    }

    /** Gives a reference to a job back; the last one frees it (QEMU: job_unref). Main loop. */
    @ReleasesLock
    public void unref(Held held, JobCore job) {
        if (!job.dropReference(held)) {
            return;
        }
        lock.unlocked(held, () -> Callbacks.run(job, "free", job.ops()::free));
        registry.remove(held, job);
    }

    /** Moves a quiescent job to another loop (QEMU: job_set_aio_context). Main loop, lock free. */
    public void setEventLoop(JobCore job, EventLoop loop) {
        lock.requireFree();
        requireMainLoop("moving a job to another event loop");
        try (Held held = lock.acquire()) {
            if (!job.isPaused(held) && !job.isCompleted(held)) {
                throw new IllegalStateException("the job " + job + " runs; pause it before it is moved to " + loop);
            }
            job.setLoop(held, loop);
        }
    }

    /** The jobs users can see, newest first. */
    public List<JobCore> visible(Held held) {
        return registry.all(held).stream().filter(job -> !job.internal()).toList();
    }

    @Override
    public AutoCloseable addEventListener(Consumer<JobEvent> listener) {
        return events.addListener(listener);
    }

    @Override
    public AutoCloseable addChangeListener(Runnable listener) {
        return changes.addListener(listener);
    }

    @Override
    public void deliverEvents() {
        events.deliver();
    }

    @Override
    public Changes changesSince(JobLock.Held held, long version, int limit) {
        return changes.since(held, version, limit);
    }
}
