package org.jobdeck.job.common.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.common.RateLimit;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.Timer;

/**
 * A job: its constants, its guarded fields and the moves between its states (QEMU: struct Job; docs/job-model.md
 * section 2).
 *
 * <p>Every method that reads or writes a guarded field takes the token of the job lock and checks it. What a verb or a
 * driver's call <em>does</em> is written in the classes beside this one.
 */
public final class JobCore implements Job {

    private final JobLayer layer;
    private final JobLock lock;
    private final JobKey key;
    private final String id;
    private final DriverOps ops;
    private final boolean internal;
    private final boolean autoFinalize;
    private final boolean autoDismiss;
    private final IntConsumer completion;
    private final JobProgress progress;
    private final RateLimit rateLimit;
    private final Instant created;
    private final AtomicBoolean progressMark = new AtomicBoolean();

    // guarded by the job lock
    private final JobListeners listeners = new JobListeners();
    private EventLoop loop;
    private Coroutine coroutine;
    private int references = 1;
    private JobStatus status = JobStatus.UNDEFINED;
    private Instant statusSince;
    private Timer sleepTimer;
    private int pauseCount = 1;
    private boolean busy;
    private boolean paused = true;
    private boolean userPaused;
    private boolean cancelled;
    private boolean forceCancelled;
    private boolean deferredToMainLoop;
    private int result;
    private String error;
    private TxnCore txn;
    private long txnSerial;
    private TxnCore lastTxn;
    private long speed;
    private IoStatus ioStatus = IoStatus.OK;
    private List<JobResource> resources = List.of();
    private long changeVersion;

    JobCore(JobLayer layer, JobKey key, CreateRequest request) {
        this.layer = layer;
        this.lock = layer.lock();
        this.key = key;
        this.id = request.id();
        this.ops = request.ops();
        this.loop = request.loop();
        this.internal = request.internal();
        this.autoFinalize = request.autoFinalize();
        this.autoDismiss = request.autoDismiss();
        this.completion = request.completion();
        this.progress =
                new JobProgress(internal ? () -> {} : () -> layer.changes().progressMoved(this));
        this.rateLimit = new RateLimit(layer.mainLoop().clock());
        this.created = layer.mainLoop().clock().now();
        this.statusSince = created;
    }

    // ---- constants

    @Override
    public JobKey key() {
        return key;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return ops.type();
    }

    @Override
    public boolean internal() {
        return internal;
    }

    @Override
    public boolean autoFinalize() {
        return autoFinalize;
    }

    @Override
    public boolean autoDismiss() {
        return autoDismiss;
    }

    @Override
    public JobProgress progress() {
        return progress;
    }

    /** The rate limit; has a lock of its own. */
    public RateLimit rateLimit() {
        return rateLimit;
    }

    /** The layer this job belongs to. */
    public JobLayer layer() {
        return layer;
    }

    DriverOps ops() {
        return ops;
    }

    IntConsumer completion() {
        return completion;
    }

    // ---- status

    @Override
    public JobStatus status(Held held) {
        lock.require(held);
        return status;
    }

    /** Moves to another state; a move that the table forbids is a programming error. */
    void become(Held held, JobStatus next) {
        lock.require(held);
        if (!status.canBecome(next)) {
            throw new IllegalStateException("the job " + this + " cannot go from " + status + " to " + next);
        }
        if (status == next) {
            return;
        }
        status = next;
        if (next != JobStatus.CREATED) {
            statusSince = layer.mainLoop().clock().now();
        }
        if (next == JobStatus.NULL) {
            layer.changes().remove(held, this);
        } else {
            layer.changes().touch(held, this);
        }
        if (!internal && layer.events().hasListeners()) {
            layer.events().append(held, new JobEvent.StatusChange(key, id, type(), statusSince, next));
        }
    }

    /** How it ended, for those who see it no more. */
    JobEnding ending(Held held) {
        lock.require(held);
        JobOutcome outcome = JobOutcome.of(result, error, forceCancelled);
        // one that could not be set up and was never started has no result, good or bad
        boolean told = isStarted(held) || outcome != JobOutcome.DONE;
        return new JobEnding(key, told ? outcome : JobOutcome.UNKNOWN, error, statusSince, snapshot(held));
    }

    void requireVerb(Held held, JobVerb verb) throws JobException {
        lock.require(held);
        if (!verb.allowedIn(status)) {
            throw JobErrors.verbRefused(id, status, verb);
        }
    }

    /** Whether the body has ended or will never run. */
    public boolean isCompleted(Held held) {
        return status(held).isCompleted();
    }

    // ---- the body

    boolean isStarted(Held held) {
        lock.require(held);
        return coroutine != null;
    }

    Coroutine coroutine(Held held) {
        lock.require(held);
        return coroutine;
    }

    void setCoroutine(Held held, Coroutine body) {
        lock.require(held);
        coroutine = body;
    }

    /** The loop in which the body runs, or will run after its next yield. */
    public EventLoop loop(Held held) {
        lock.require(held);
        return loop;
    }

    void setLoop(Held held, EventLoop newLoop) {
        lock.require(held);
        loop = newLoop;
    }

    /** Whether the body is at work, or has been queued for it. */
    public boolean isBusy(Held held) {
        lock.require(held);
        return busy;
    }

    void setBusy(Held held, boolean newBusy) {
        lock.require(held);
        busy = newBusy;
    }

    /** Whether the body has ended and the main loop is to do the rest. */
    public boolean isDeferredToMainLoop(Held held) {
        lock.require(held);
        return deferredToMainLoop;
    }

    void setDeferredToMainLoop(Held held) {
        lock.require(held);
        deferredToMainLoop = true;
    }

    public boolean isSleepTimerPending(Held held) {
        lock.require(held);
        return sleepTimer != null && sleepTimer.isPending();
    }

    /** Whether the timer of the sleep under way has fired. */
    boolean isSleepOver(Held held) {
        lock.require(held);
        return sleepTimer != null && !sleepTimer.isPending();
    }

    void setSleepTimer(Held held, Timer timer) {
        lock.require(held);
        sleepTimer = timer;
    }

    void cancelSleepTimer(Held held) {
        lock.require(held);
        if (sleepTimer != null) {
            sleepTimer.cancel();
            sleepTimer = null;
        }
    }

    // ---- pausing

    /** How many have asked it to pause. */
    public int pauseCount(Held held) {
        lock.require(held);
        return pauseCount;
    }

    void addPause(Held held) {
        lock.require(held);
        pauseCount++;
        layer.changes().touch(held, this);
    }

    void takePauseBack(Held held) {
        lock.require(held);
        if (pauseCount <= 0) {
            throw new IllegalStateException("the job " + this + " is resumed more often than it was paused");
        }
        pauseCount--;
        layer.changes().touch(held, this);
    }

    boolean shouldPause(Held held) {
        return pauseCount(held) > 0;
    }

    /** Whether the body has stopped at a pause point, or was never started. */
    public boolean isPaused(Held held) {
        lock.require(held);
        return paused;
    }

    void setPaused(Held held, boolean newPaused) {
        lock.require(held);
        paused = newPaused;
    }

    /** Whether the user has asked it to pause. */
    public boolean isUserPaused(Held held) {
        lock.require(held);
        return userPaused;
    }

    void setUserPaused(Held held, boolean newUserPaused) {
        lock.require(held);
        userPaused = newUserPaused;
        layer.changes().touch(held, this);
    }

    // ---- cancelling and result

    /** Whether it is being cancelled by force. */
    public boolean isCancelled(Held held) {
        lock.require(held);
        return forceCancelled;
    }

    /** Whether anybody asked to cancel it, softly or by force. */
    public boolean isCancelRequested(Held held) {
        lock.require(held);
        return cancelled;
    }

    void markCancelled(Held held, boolean force) {
        lock.require(held);
        cancelled = true;
        forceCancelled |= force;
        layer.changes().touch(held, this);
    }

    /** 0, or the negative error number. */
    public int result(Held held) {
        lock.require(held);
        return result;
    }

    /** Why it failed, or null. */
    public String error(Held held) {
        lock.require(held);
        return error;
    }

    /** Result and text belong together and are published together. */
    void setResult(Held held, int newResult, String newError) {
        lock.require(held);
        result = newResult;
        error = newError;
    }

    /** A job that fails gets a text, and goes to aborting (QEMU: job_update_rc). */
    void settleResult(Held held) {
        lock.require(held);
        if (result == 0 && forceCancelled) {
            result = -Errno.ECANCELED.number();
        }
        if (result != 0) {
            if (error == null) {
                error = Errno.textOf(result);
            }
            become(held, JobStatus.ABORTING);
        }
    }

    // ---- transaction

    /** The transaction it is a member of; null once it has left. */
    public TxnCore txn(Held held) {
        lock.require(held);
        return txn;
    }

    void joinTxn(Held held, TxnCore newTxn) {
        newTxn.add(held, this);
        txn = newTxn;
        lastTxn = newTxn;
        txnSerial = newTxn.serial();
    }

    void leaveTxn(Held held) {
        lock.require(held);
        if (txn != null) {
            TxnCore left = txn;
            txn = null;
            left.remove(held, this);
        }
    }

    /** The other members that users can see; empty for a job on its own. */
    List<JobCore> visibleTxnMembers(Held held) {
        lock.require(held);
        if (txn == null || txn.everJoined(held) == 1) {
            return List.of();
        }
        List<JobCore> visible = new ArrayList<>();
        for (JobCore member : txn.members(held)) {
            if (!member.internal && member.changeVersion > 0) {
                visible.add(member);
            }
        }
        return visible;
    }

    // ---- references

    void ref(Held held) {
        lock.require(held);
        if (references <= 0) {
            throw new IllegalStateException("the job " + this + " is gone: its last reference was given back");
        }
        references++;
    }

    /** Gives a reference back; returns whether it was the last. */
    boolean dropReference(Held held) {
        lock.require(held);
        if (references <= 0) {
            throw new IllegalStateException("the job " + this + " is gone: its last reference was given back");
        }
        boolean last = references == 1;
        if (last && (status != JobStatus.NULL || isSleepTimerPending(held) || txn != null)) {
            throw new IllegalStateException("the job " + this + " would lose its last reference in the state " + status
                    + " instead of after its dismissal");
        }
        references--;
        return last;
    }

    // ---- listeners

    /** Adds a listener, which will run under the job lock. */
    public void addListener(Held held, JobListeners.Moment moment, BiConsumer<Held, JobCore> listener) {
        lock.require(held);
        listeners.add(held, moment, listener);
    }

    void notifyListeners(Held held, JobListeners.Moment moment) {
        lock.require(held);
        listeners.notify(held, moment, this);
    }

    /** Appends an event of this job to the engine's queue; nothing for an internal job. */
    public void appendEvent(Held held, JobEvent event) {
        lock.require(held);
        if (!internal) {
            layer.events().append(held, event);
        }
    }

    // ---- what users see besides

    /** The limit in bytes a second; 0 means none. */
    public long speed(Held held) {
        lock.require(held);
        return speed;
    }

    void setSpeed(Held held, long newSpeed) {
        lock.require(held);
        speed = newSpeed;
        layer.changes().touch(held, this);
    }

    /** Whether an I/O error stopped it. */
    public IoStatus ioStatus(Held held) {
        lock.require(held);
        return ioStatus;
    }

    /** Sets whether an I/O error stopped it. */
    public void setIoStatus(Held held, IoStatus newStatus) {
        lock.require(held);
        ioStatus = newStatus;
        layer.changes().touch(held, this);
    }

    /** Tells users what the job works on. */
    public void setResources(Held held, List<JobResource> newResources) {
        lock.require(held);
        resources = List.copyOf(newResources);
        layer.changes().touch(held, this);
    }

    long changeVersion(Held held) {
        lock.require(held);
        return changeVersion;
    }

    void setChangeVersion(Held held, long version) {
        lock.require(held);
        changeVersion = version;
    }

    /** Marks the progress as moved; returns whether it was not marked yet. Any thread, no lock. */
    boolean claimProgressMark() {
        return progressMark.compareAndSet(false, true);
    }

    void clearProgressMark() {
        progressMark.set(false);
    }

    /** All that users see of it, now. */
    public JobSnapshot snapshot(Held held) {
        lock.require(held);
        return new JobSnapshot(
                key,
                id,
                type(),
                status,
                created,
                statusSince,
                progress.get(),
                speed,
                pauseCount,
                userPaused,
                busy,
                cancelled,
                forceCancelled,
                autoFinalize,
                autoDismiss,
                ioStatus,
                error,
                result,
                txnSerial,
                lastTxn == null ? 1 : lastTxn.everJoined(held),
                resources);
    }

    @Override
    public String toString() {
        return "'" + (internal ? "internal " + type() : id) + "' (" + key.serial() + ")";
    }
}
