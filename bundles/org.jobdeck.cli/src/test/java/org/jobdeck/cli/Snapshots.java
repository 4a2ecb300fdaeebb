package org.jobdeck.cli;

import java.time.Instant;
import java.util.List;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;

/** Pictures of jobs for tests. */
final class Snapshots {

    private Snapshots() {}

    static JobSnapshot of(long serial, String id, JobStatus status, long done, long total) {
        return full(serial, id, status, done, total, serial, 1, IoStatus.OK, 0, null);
    }

    static JobSnapshot full(
            long serial,
            String id,
            JobStatus status,
            long done,
            long total,
            long txn,
            int members,
            IoStatus io,
            int result,
            String error) {
        return new JobSnapshot(
                new JobKey(serial),
                id,
                "backup",
                status,
                Instant.EPOCH,
                Instant.EPOCH,
                new JobProgress.Value(done, total),
                0,
                0,
                false,
                true,
                false,
                false,
                true,
                true,
                io,
                error,
                result,
                txn,
                members,
                List.of(new JobResource("source", "disk", "/images/disk.raw"), new JobResource("target", "copy", "")));
    }
}
