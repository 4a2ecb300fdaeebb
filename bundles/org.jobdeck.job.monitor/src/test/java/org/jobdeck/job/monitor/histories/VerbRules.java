package org.jobdeck.job.monitor.histories;

import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.job.monitor.JobMonitor;
import org.jobdeck.loop.Errno;

/** Issues verbs of the user and compares what becomes of them with the verb table. Main loop. */
final class VerbRules {

    private static final String NOT_PAUSED = "Can't resume a job that was not paused";

    private final JobMonitor monitor;
    private final Journal journal;

    VerbRules(JobMonitor monitor, Journal journal) {
        this.monitor = monitor;
        this.journal = journal;
    }

    /** Looks the job's state up, predicts, and acts, all under one token. */
    void issue(Held held, Job job, Step step, JobScript script) {
        JobSnapshot before = monitor.snapshot(held, job);
        String expected = refusal(before, step, script);
        String refusal = null;
        try {
            apply(held, job, step);
        } catch (JobException e) {
            refusal = e.getMessage();
        }
        if (expected == null ? refusal != null : !expected.equals(refusal)) {
            journal.fault(
                    step + ": expected " + outcome(expected) + ", but it was " + outcome(refusal) + ": " + before);
        }
        if (refusal == null) {
            checkEffect(held, job, step);
        }
    }

    private static String outcome(String refusal) {
        return refusal == null ? "accepted" : "refused (" + refusal + ")";
    }

    private void apply(Held held, Job job, Step step) throws JobException {
        switch (step.kind()) {
            case USER_PAUSE -> monitor.userPause(held, job);
            case USER_RESUME -> monitor.userResume(held, job);
            case SET_SPEED -> monitor.setSpeed(held, job, speed(step));
            case CANCEL_SOFTLY -> monitor.userCancel(held, job, false);
            case CANCEL_BY_FORCE -> monitor.userCancel(held, job, true);
            case COMPLETE -> monitor.complete(held, job);
            case COMPLETE_SYNC -> monitor.completeSync(held, job);
            case FINALIZE -> monitor.finalizeTxn(held, job);
            case DISMISS -> monitor.dismiss(held, job);
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    /** Every fourth is one that no job accepts. */
    private static long speed(Step step) {
        return step.amount() - 1;
    }

    /** The text with which the verb must be refused, or null. */
    private static String refusal(JobSnapshot job, Step step, JobScript script) {
        JobVerb verb = verbOf(step.kind());
        if (verb == JobVerb.RESUME && !job.userPaused()) {
            // asked before the table
            return NOT_PAUSED;
        }
        if (!verb.allowedIn(job.status())) {
            return "Job '" + job.id() + "' in state '" + job.status().qmpName() + "' cannot accept command verb '"
                    + verb.qmpName() + "'";
        }
        return switch (verb) {
            case PAUSE -> job.userPaused() ? "Job is already paused" : null;
            case SET_SPEED -> speed(step) < 0 ? "Parameter 'speed' expects a non-negative value" : null;
            case COMPLETE -> {
                if (job.cancelRequested()) {
                    yield "The active block job '" + job.id() + "' cannot be completed";
                }
                yield script.refusesComplete() ? new JobException(Errno.EBUSY).getMessage() : null;
            }
            default -> null;
        };
    }

    private static JobVerb verbOf(StepKind kind) {
        return switch (kind) {
            case USER_PAUSE -> JobVerb.PAUSE;
            case USER_RESUME -> JobVerb.RESUME;
            case SET_SPEED -> JobVerb.SET_SPEED;
            case CANCEL_SOFTLY, CANCEL_BY_FORCE -> JobVerb.CANCEL;
            case COMPLETE, COMPLETE_SYNC -> JobVerb.COMPLETE;
            case FINALIZE -> JobVerb.FINALIZE;
            case DISMISS -> JobVerb.DISMISS;
            default -> throw new IllegalArgumentException(kind.toString());
        };
    }

    /** What only the main loop changes is as the verb left it, although the lock may have been dropped. */
    private void checkEffect(Held held, Job job, Step step) {
        boolean found = monitor.find(held, job.id()).isPresent();
        boolean effective = switch (step.kind()) {
            case USER_PAUSE -> monitor.isUserPaused(held, job);
            case USER_RESUME -> !monitor.isUserPaused(held, job);
            case SET_SPEED -> monitor.snapshot(held, job).speed() == speed(step);
            case CANCEL_BY_FORCE -> monitor.isCancelled(held, job);
            case COMPLETE_SYNC -> monitor.isCompleted(held, job);
            case DISMISS -> !found;
            case FINALIZE -> !found || monitor.result(held, job) != 0 || !JobVerb.FINALIZE.allowedIn(job.status(held));
            default -> true;
        };
        journal.expect(effective, step + " was accepted, but had no effect");
    }
}
