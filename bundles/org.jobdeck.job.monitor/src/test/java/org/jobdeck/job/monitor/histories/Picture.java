package org.jobdeck.job.monitor.histories;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobSystem;

/** The jobs as somebody knows them who asks for changes only. Used by one thread at a time. */
final class Picture {

    /** So little that most questions have to be asked again. */
    private static final int LIMIT = 2;

    /** What raises a version. Whether a body is busy does not, and progress moves without the lock. */
    private record Known(
            JobKey key,
            String id,
            JobStatus status,
            Instant since,
            long speed,
            int pauseCount,
            boolean userPaused,
            boolean cancelRequested,
            boolean forceCancelled,
            long txn,
            int txnMembers) {

        static Known of(JobSnapshot job) {
            return new Known(
                    job.key(),
                    job.id(),
                    job.status(),
                    job.statusSince(),
                    job.speed(),
                    job.pauseCount(),
                    job.userPaused(),
                    job.cancelRequested(),
                    job.forceCancelled(),
                    job.txn(),
                    job.txnMembers());
        }
    }

    private final JobSystem system;
    private final Journal journal;
    private final Map<JobKey, Known> known = new HashMap<>();
    private long version;

    Picture(JobSystem system, Journal journal) {
        this.system = system;
        this.journal = journal;
    }

    /** Asks once: the rest may come in another hold of the lock. */
    boolean askOnce(Held held) {
        Changes changes = system.changesSince(held, version, LIMIT);
        if (changes.resync()) {
            known.clear();
        }
        changes.ended().forEach(ending -> known.remove(ending.key()));
        changes.upserted().forEach(job -> known.put(job.key(), Known.of(job)));
        journal.expect(changes.version() >= version, "versions go backwards");
        version = changes.version();
        return changes.more();
    }

    /** Asks until there is nothing more, then compares with the full list, all in one critical section. */
    void catchUp(Held held, List<JobSnapshot> all) {
        boolean more = true;
        while (more) {
            more = askOnce(held);
        }
        Map<JobKey, Known> full = all.stream().map(Known::of).collect(Collectors.toMap(Known::key, job -> job));
        journal.expect(known.equals(full), "the changes lead to " + known + " and the list says " + full);
    }
}
