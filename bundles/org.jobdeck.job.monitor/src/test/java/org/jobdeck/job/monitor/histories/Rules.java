package org.jobdeck.job.monitor.histories;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.monitor.JobMonitor;

/** What holds of jobs at every instant (docs/job-model.md section 2), as far as it can be seen from outside. */
final class Rules {

    private final JobMonitor monitor;
    private final Journal journal;

    Rules(JobMonitor monitor, Journal journal) {
        this.monitor = monitor;
        this.journal = journal;
    }

    /** Looks at all jobs in one critical section. */
    List<JobSnapshot> check(Held held) {
        List<Job> jobs = monitor.list(held);
        Set<String> ids = new HashSet<>();
        long newer = Long.MAX_VALUE;
        for (Job job : jobs) {
            check(held, job);
            journal.expect(ids.add(job.id()), "two jobs are called " + job.id());
            journal.expect(job.key().serial() < newer, job.id() + " is not listed newest first");
            newer = job.key().serial();
            journal.expect(
                    monitor.find(held, job.id()).filter(found -> found == job).isPresent(),
                    job.id() + " is listed, but not found");
        }
        return jobs.stream().map(job -> monitor.snapshot(held, job)).toList();
    }

    void check(Held held, Job job) {
        JobSnapshot now = monitor.snapshot(held, job);
        JobStatus status = now.status();
        boolean stopped = status == JobStatus.PAUSED || status == JobStatus.STANDBY;
        expect(status != JobStatus.UNDEFINED && status != JobStatus.NULL, now, "it is visible");
        expect(status == job.status(held), now, "its picture has another state");
        expect(!now.forceCancelled() || now.cancelRequested(), now, "it is cancelled by force, but not cancelled");
        expect(now.pauseCount() >= 0, now, "it has been resumed too often");
        expect(!now.userPaused() || now.pauseCount() > 0, now, "the user's pause is not counted");
        expect(status != JobStatus.ABORTING || now.result() != 0, now, "it aborts without a failure");
        expect(now.result() == 0 || now.error() != null, now, "its failure has no text");
        expect(!stopped || now.busy() || monitor.isPaused(held, job), now, "it rests, but not at a pause point");
        expect(status != JobStatus.CREATED || !now.busy(), now, "it is busy before its start");
        expect(monitor.isCompleted(held, job) == status.isCompleted(), now, "it is and is not completed");
        expect(now.txnMembers() >= 1, now, "it is in no transaction");
        expect(now.result() <= 0, now, "its result is no error number");
    }

    private void expect(boolean holds, JobSnapshot job, String otherwise) {
        if (!holds) {
            journal.fault(job.id() + ": " + otherwise + ": " + job);
        }
    }
}
