package org.jobdeck.job.common.internal;

import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.common.ReleasesLock;
import org.jobdeck.job.common.internal.JobListeners.Moment;

/**
 * What follows the end of a body: waiting for the other members, finalizing, concluding, dismissing; and the undoing of
 * a transaction (docs/job-model.md sections 9 and 10). Main loop.
 */
public final class CompletionControl {

    /** What is done to each member of a transaction; a result other than 0 ends the round. */
    @FunctionalInterface
    private interface Step {
        int apply(Held held, JobCore member);
    }

    private final JobLayer layer;
    private final CoreLock lock;

    CompletionControl(JobLayer layer) {
        this.layer = layer;
        this.lock = layer.lock();
    }

    // ---- verbs

    /** The order to complete (QEMU: job_complete). */
    @ReleasesLock
    public void complete(Held held, JobCore job) throws JobException {
        if (job.id() == null) {
            throw new IllegalStateException("an internal job cannot be completed by a user's verb");
        }
        job.requireVerb(held, JobVerb.COMPLETE);
        if (job.isCancelRequested(held)) {
            throw JobErrors.cannotComplete(job.id());
        }
        lock.tryUnlocked(
                held, () -> Callbacks.ask(job, "complete", () -> job.ops().complete(job)));
    }

    /** Lets the whole transaction take effect (QEMU: job_finalize). */
    @ReleasesLock
    public void finalizeTxn(Held held, JobCore job) throws JobException {
        job.requireVerb(held, JobVerb.FINALIZE);
        finalizeMembers(held, job);
    }

    /** Forgets a concluded job (QEMU: job_dismiss). */
    @ReleasesLock
    public void dismiss(Held held, JobCore job) throws JobException {
        job.requireVerb(held, JobVerb.DISMISS);
        dismissNow(held, job);
    }

    /** Undoes a creation (QEMU: job_early_fail). Lock free. */
    public void earlyFail(JobCore job) {
        lock.requireFree();
        layer.requireMainLoop("failing a job early");
        try (Held held = lock.acquire()) {
            if (job.status(held) != JobStatus.CREATED) {
                throw new IllegalStateException("the job " + job + " is beyond its creation: cancel it instead");
            }
            dismissNow(held, job);
        }
    }

    // ---- the way of a job that has ended

    /** The body has ended or will never run (QEMU: job_completed). */
    @ReleasesLock
    void completed(Held held, JobCore job) {
        job.settleResult(held);
        if (job.result(held) != 0) {
            abortTxn(held, job);
        } else {
            waitForOthers(held, job);
        }
    }

    @ReleasesLock
    private void waitForOthers(Held held, JobCore job) {
        job.become(held, JobStatus.WAITING);
        for (JobCore member : job.txn(held).members(held)) {
            if (!member.isCompleted(held)) {
                return;
            }
            if (member.result(held) != 0) {
                throw new IllegalStateException("the job " + member + " has failed, but its transaction has not");
            }
        }
        forEachMember(held, job, this::becomePending);
        if (forEachMember(held, job, (h, member) -> member.autoFinalize() ? 0 : 1) == null) {
            finalizeMembers(held, job);
        }
    }

    private int becomePending(Held held, JobCore job) {
        job.become(held, JobStatus.PENDING);
        if (!job.autoFinalize()) {
            job.notifyListeners(held, Moment.PENDING);
        }
        return 0;
    }

    @ReleasesLock
    private void finalizeMembers(Held held, JobCore job) {
        JobCore failed = forEachMember(held, job, this::prepare);
        if (failed != null) {
            // on behalf of the one that failed: all others, the one that came last included, are cancelled
            abortTxn(held, failed);
        } else {
            forEachMember(held, job, this::finalizeOne);
        }
    }

    @ReleasesLock
    private int prepare(Held held, JobCore job) {
        if (job.result(held) == 0) {
            try {
                lock.tryUnlocked(held, () -> Callbacks.ask(job, "prepare", job.ops()::prepare));
            } catch (JobException e) {
                job.setResult(held, e.result(), e.getMessage());
            }
            job.settleResult(held);
        }
        return job.result(held);
    }

    @ReleasesLock
    private int finalizeOne(Held held, JobCore job) {
        if (!job.isCompleted(held)) {
            throw new IllegalStateException("the job " + job + " is finalized before it has ended");
        }
        // covers failures that came after the body's end
        job.settleResult(held);
        int result = job.result(held);
        lock.unlocked(held, () -> runFinalCallbacks(job, result));
        if (job.isStarted(held)) {
            job.notifyListeners(held, job.isCancelled(held) ? Moment.FINALIZE_CANCELLED : Moment.FINALIZE_COMPLETED);
        }
        job.leaveTxn(held);
        conclude(held, job);
        return 0;
    }

    private static void runFinalCallbacks(JobCore job, int result) {
        if (result == 0) {
            Callbacks.run(job, "commit", job.ops()::commit);
        } else {
            Callbacks.run(job, "abort", job.ops()::abort);
        }
        Callbacks.run(job, "clean", job.ops()::clean);
        if (job.completion() != null) {
            Callbacks.run(job, "completion", () -> job.completion().accept(result));
        }
    }

    @ReleasesLock
    private void conclude(Held held, JobCore job) {
        job.become(held, JobStatus.CONCLUDED);
        if (job.autoDismiss() || !job.isStarted(held)) {
            dismissNow(held, job);
        }
    }

    /** Dismisses without asking the verb table (QEMU: job_do_dismiss). */
    @ReleasesLock
    void dismissNow(Held held, JobCore job) {
        job.setBusy(held, false);
        job.setPaused(held, false);
        job.setDeferredToMainLoop(held);
        job.leaveTxn(held);
        job.become(held, JobStatus.NULL);
        layer.unref(held, job);
    }

    // ---- transactions

    /** Cancels all other members and brings every one to its end (QEMU: job_completed_txn_abort). */
    @ReleasesLock
    void abortTxn(Held held, JobCore job) {
        TxnCore txn = job.txn(held);
        if (txn == null || txn.aborting(held)) {
            // somebody further up the stack is at it already
            return;
        }
        txn.startAborting(held);
        txn.ref(held);
        job.ref(held);
        for (JobCore other : txn.members(held)) {
            if (other != job && other.txn(held) == txn) {
                layer.cancelling().mark(held, other, true);
                // whatever its driver answered: a transaction that fails has no member that succeeds
                if (!other.isCancelled(held)) {
                    other.markCancelled(held, true);
                }
            }
        }
        for (JobCore other = txn.first(held); other != null; other = txn.first(held)) {
            if (!other.isStarted(held)) {
                // there is no body whose end could be waited for
                other.settleResult(held);
            } else if (!other.isCompleted(held)) {
                layer.syncForms().waitUntilCompleted(held, other);
            }
            // the wait may have let somebody else finish this one
            if (other.txn(held) == txn) {
                finalizeOne(held, other);
            }
        }
        layer.unref(held, job);
        txn.unref(held);
    }

    /**
     * Newest first, over the members as they are now; those that leave meanwhile are left out.
     *
     * @return the member at which the round ended, or null if it went through all
     */
    @ReleasesLock
    private JobCore forEachMember(Held held, JobCore job, Step step) {
        TxnCore txn = job.txn(held);
        if (txn == null) {
            // a callback of the round before, run without the lock, has brought it all to its end
            return null;
        }
        job.ref(held);
        JobCore stoppedAt = null;
        for (JobCore member : txn.members(held)) {
            if (member.txn(held) != txn) {
                continue;
            }
            if (step.apply(held, member) != 0) {
                stoppedAt = member;
                break;
            }
        }
        layer.unref(held, job);
        return stoppedAt;
    }
}
