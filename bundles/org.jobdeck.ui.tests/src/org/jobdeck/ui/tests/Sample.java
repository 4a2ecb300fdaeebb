package org.jobdeck.ui.tests;

import java.time.Instant;
import java.util.List;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;
import org.jobdeck.ui.live.Workspace;

/** A backup to be shown. */
record Sample(long serial, String id, JobStatus status, long percent, boolean userPaused, String error, long txn) {

    private static final long SIZE = 100L << 20;

    static Sample job(long serial, String id, JobStatus status, long percent) {
        return new Sample(serial, id, status, percent, false, null, 0);
    }

    Sample paused() {
        return new Sample(serial, id, JobStatus.PAUSED, percent, true, error, txn);
    }

    Sample failed(String why) {
        return new Sample(serial, id, JobStatus.CONCLUDED, percent, userPaused, why, txn);
    }

    Sample in(long transaction) {
        return new Sample(serial, id, status, percent, userPaused, error, transaction);
    }

    /** A window's work over one source, without any monitor to attach to. */
    static Workspace workspace(JobSource source) {
        return new Workspace(
                List.of(source),
                List.of(),
                address -> {
                    throw new AssertionError("nothing is to be attached to " + address);
                },
                Clock.system());
    }

    JobKey key() {
        return new JobKey(serial);
    }

    JobSnapshot snapshot() {
        Instant now = Instant.now();
        return new JobSnapshot(
                key(),
                id,
                "backup",
                status,
                now.minusSeconds(5),
                now,
                new JobProgress.Value(SIZE / 100 * percent, SIZE),
                10L << 20,
                userPaused ? 1 : 0,
                userPaused,
                status == JobStatus.RUNNING,
                false,
                false,
                true,
                false,
                IoStatus.OK,
                error,
                error == null ? 0 : -5,
                txn == 0 ? 1000 + serial : txn,
                txn == 0 ? 1 : 2,
                List.of(
                        new JobResource("source", "disk" + serial, "/images/disk" + serial + ".raw"),
                        new JobResource("target", "copy" + serial, "/backup/disk" + serial + ".raw")));
    }
}
