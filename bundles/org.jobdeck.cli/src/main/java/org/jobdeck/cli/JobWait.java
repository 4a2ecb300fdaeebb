package org.jobdeck.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpEvent;

/** A wait for one job. Used once, by one thread. */
final class JobWait {

    private final Host host;
    private final RemoteJobs jobs;
    private final JobSnapshot job;
    private final JobStatus wanted;
    private final Long seconds;
    private final AtomicBoolean reached = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /**
     * A wait.
     *
     * @param job as it is now
     * @param seconds how long; null for ever
     */
    JobWait(Host host, RemoteJobs jobs, JobSnapshot job, JobStatus wanted, Long seconds) {
        this.host = host;
        this.jobs = jobs;
        this.job = job;
        this.wanted = wanted;
        this.seconds = seconds;
    }

    int run() throws Failure {
        long end = host.clock().nanoTime()
                + (seconds == null ? 0 : Duration.ofSeconds(seconds).toNanos());
        // states may pass too quickly for a picture to have them
        jobs.source().addQmpListener(this::event);
        try (Registration _ = host.onInterrupt(() -> {
            interrupted.set(true);
            jobs.wake();
        })) {
            long version = 0;
            while (true) {
                Changes changes = jobs.source().changesSince(version);
                version = changes.version();
                if (reached.get() || isReached(changes)) {
                    return ExitCode.DONE;
                }
                failIfEnded(changes);
                jobs.failIfAwayAndTellOfSilence(host.err());
                if (interrupted.get()) {
                    throw Failure.cancelled("waiting for the job '" + job.id() + "' was cancelled; the job goes on");
                }
                if (!jobs.awaitNews(
                        seconds == null ? Long.MAX_VALUE : end - host.clock().nanoTime())) {
                    throw timedOut();
                }
            }
        }
    }

    private void event(QmpEvent event) {
        JsonObject data = event.data().orElse(JsonObject.empty());
        if (event.name().equals("JOB_STATUS_CHANGE")
                && data.string("id").equals(Optional.of(job.id()))
                && data.string("status").equals(Optional.of(wanted.qmpName()))) {
            reached.set(true);
            jobs.wake();
        }
    }

    private boolean isReached(Changes changes) {
        return changes.upserted().stream().anyMatch(now -> now.key().equals(job.key()) && now.status() == wanted);
    }

    private void failIfEnded(Changes changes) throws Failure {
        for (JobSnapshot now : changes.upserted()) {
            if (now.key().equals(job.key()) && now.status() == JobStatus.CONCLUDED && wanted != JobStatus.NULL) {
                throw Failure.failed(
                        ended(jobs.errorOf(now).map(error -> "failed: " + error).orElse("done")));
            }
        }
        for (JobEnding ending : changes.ended()) {
            if (ending.key().equals(job.key())) {
                throw failure(ending);
            }
        }
    }

    private Failure failure(JobEnding ending) {
        return switch (ending.outcome()) {
            case DONE -> Failure.failed(ended("done"));
            case CANCELLED -> Failure.failed(ended("cancelled"));
            case FAILED -> Failure.failed(ended("failed: " + ending.error()));
            case UNKNOWN ->
                Failure.of(ExitCode.NO_SUCH_JOB, "the job '" + job.id() + "' is gone, and how it ended is not known");
        };
    }

    private String ended(String how) {
        return "the job '" + job.id() + "' ended without being " + wanted.qmpName() + ": " + how;
    }

    private Failure timedOut() {
        String state = jobs.find(job.id()).map(now -> now.status().qmpName()).orElse("gone");
        String what = "the job '" + job.id() + "' was not ";
        return Failure.of(
                ExitCode.TIMED_OUT,
                jobs.isLive()
                        ? what + wanted.qmpName() + " within " + seconds + " s; it is " + state
                        : what + "seen to be " + wanted.qmpName() + " within " + seconds + " s; it was " + state
                                + " when " + jobs.source().address() + " was heard last, at " + jobs.heardLast());
    }
}
