package org.jobdeck.ui.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;

/** Makes snapshots for tests: a running backup, but for what is said otherwise. */
public record SampleJob(
        long serial,
        String id,
        String type,
        JobStatus status,
        Instant since,
        long current,
        long total,
        long speed,
        boolean userPaused,
        boolean cancelRequested,
        boolean forceCancelled,
        IoStatus ioStatus,
        String error,
        int result,
        long txn,
        int txnMembers,
        List<JobResource> resources) {

    public static SampleJob running(long serial) {
        return new SampleJob(
                serial,
                "job" + serial,
                "backup",
                JobStatus.RUNNING,
                Instant.EPOCH,
                0,
                1000,
                0,
                false,
                false,
                false,
                IoStatus.OK,
                null,
                0,
                serial,
                1,
                List.of(
                        new JobResource("source", "src" + serial, "/images/a.raw"),
                        new JobResource("target", "dst" + serial, "/images/b.raw")));
    }

    public SampleJob at(JobStatus next, Instant when) {
        return new SampleJob(
                serial,
                id,
                type,
                next,
                when,
                current,
                total,
                speed,
                userPaused,
                cancelRequested,
                forceCancelled,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob at(JobStatus next) {
        return at(next, since);
    }

    public SampleJob progress(long done, long all) {
        return new SampleJob(
                serial,
                id,
                type,
                status,
                since,
                done,
                all,
                speed,
                userPaused,
                cancelRequested,
                forceCancelled,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob in(long transaction, int members) {
        return new SampleJob(
                serial,
                id,
                type,
                status,
                since,
                current,
                total,
                speed,
                userPaused,
                cancelRequested,
                forceCancelled,
                ioStatus,
                error,
                result,
                transaction,
                members,
                resources);
    }

    public SampleJob called(String name) {
        return new SampleJob(
                serial,
                name,
                type,
                status,
                since,
                current,
                total,
                speed,
                userPaused,
                cancelRequested,
                forceCancelled,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob limited(long limit) {
        return new SampleJob(
                serial,
                id,
                type,
                status,
                since,
                current,
                total,
                limit,
                userPaused,
                cancelRequested,
                forceCancelled,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob pausedByUser() {
        return new SampleJob(
                serial,
                id,
                type,
                status,
                since,
                current,
                total,
                speed,
                true,
                cancelRequested,
                forceCancelled,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob cancelled(boolean force) {
        return new SampleJob(
                serial,
                id,
                type,
                status,
                since,
                current,
                total,
                speed,
                userPaused,
                true,
                force,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob stopped(IoStatus by) {
        return new SampleJob(
                serial,
                id,
                type,
                status,
                since,
                current,
                total,
                speed,
                userPaused,
                cancelRequested,
                forceCancelled,
                by,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public SampleJob ended(int with, String why) {
        return new SampleJob(
                serial,
                id,
                type,
                JobStatus.CONCLUDED,
                since,
                current,
                total,
                speed,
                userPaused,
                cancelRequested,
                forceCancelled,
                ioStatus,
                why,
                with,
                txn,
                txnMembers,
                resources);
    }

    public JobSnapshot snapshot() {
        return new JobSnapshot(
                new JobKey(serial),
                id,
                type,
                status,
                Instant.EPOCH,
                since,
                new JobProgress.Value(current, total),
                speed,
                userPaused ? 1 : 0,
                userPaused,
                status == JobStatus.RUNNING,
                cancelRequested,
                forceCancelled,
                true,
                false,
                ioStatus,
                error,
                result,
                txn,
                txnMembers,
                resources);
    }

    public JobView view() {
        return view(SourceState.LIVE);
    }

    public JobView view(SourceState state) {
        double fraction = total == 0 ? 0 : (double) current / total;
        return new JobView(0, state, snapshot(), fraction, 0, 0, JobView.UNKNOWN, List.of(), Optional.empty());
    }
}
