package org.jobdeck.source.qmp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.graph.JobPlaces;

/** What a server has told of one job so far. Belongs to its book's thread. */
final class RemoteJob {
    private final JobKey key;
    private final String id;
    private final Instant created;
    private String type = "";
    private JobStatus status;
    private Instant statusSince;
    private JobProgress.Value progress = new JobProgress.Value(0, 0);
    private long speed;
    private boolean blockJob;
    private boolean paused;
    private boolean busy;
    private boolean autoFinalize = true;
    private boolean autoDismiss = true;
    private IoStatus ioStatus = IoStatus.OK;
    private String error;
    private boolean cancelAsked;
    private boolean forceAsked;
    private boolean wasAborting;
    private JobOutcome outcome = JobOutcome.UNKNOWN;
    private List<JobResource> resources = List.of();
    private List<JobDevice> devices = List.of();

    /** A job that is there, in that state, from now on. */
    RemoteJob(JobKey key, String id, JobStatus status, Instant now) {
        this.key = key;
        this.id = id;
        this.created = now;
        become(status, now);
    }

    JobKey key() {
        return key;
    }

    String id() {
        return id;
    }

    /** What it is, as in "backup"; empty if the server has not told yet. */
    String type() {
        return type;
    }

    JobStatus status() {
        return status;
    }

    /** Whether it is of the kind that {@code block-job-} commands are for. */
    boolean isBlockJob() {
        return blockJob;
    }

    /** Whether the server has told what it is. */
    boolean isDescribed() {
        return !type.isEmpty();
    }

    void become(JobStatus next, Instant at) {
        if (next == status) {
            return;
        }
        status = next;
        statusSince = at;
        wasAborting |= next == JobStatus.ABORTING;
        if (next != JobStatus.PAUSED && next != JobStatus.STANDBY) {
            ioStatus = IoStatus.OK;
        }
    }

    /** Takes an element of {@code query-jobs}; members of the wrong kind are as if they were not there. */
    void takeJobInfo(JsonObject info, Instant now) {
        info.string("type").ifPresent(told -> type = told);
        info.string("status").flatMap(JobStatus::ofQmpName).ifPresent(told -> become(told, now));
        info.string("error").ifPresent(this::failed);
        takeProgress(info, "current-progress", "total-progress");
        if (status == JobStatus.CONCLUDED && error == null && outcome == JobOutcome.UNKNOWN) {
            // a server tells the error of every job that failed
            succeeded();
        }
        paused = status == JobStatus.PAUSED || status == JobStatus.STANDBY;
        busy = status == JobStatus.RUNNING;
    }

    /** Takes an element of {@code query-block-jobs}, which has more members than the other. */
    void takeBlockJobInfo(JsonObject info) {
        blockJob = true;
        info.string("type").ifPresent(told -> type = told);
        takeProgress(info, "offset", "len");
        info.integer("speed").ifPresent(told -> speed = told);
        info.bool("paused").ifPresent(told -> paused = told);
        info.bool("busy").ifPresent(told -> busy = told);
        info.bool("auto-finalize").ifPresent(told -> autoFinalize = told);
        info.bool("auto-dismiss").ifPresent(told -> autoDismiss = told);
        info.string("io-status").flatMap(IoStatus::ofQmpName).ifPresent(told -> ioStatus = told);
        info.string("error").ifPresent(this::failed);
    }

    /** Takes what the events of block jobs tell beside their name. */
    void takeEventData(JsonObject data) {
        blockJob = true;
        data.string("type").ifPresent(told -> type = told);
        takeProgress(data, "offset", "len");
        data.integer("speed").ifPresent(told -> speed = told);
    }

    private void takeProgress(JsonObject info, String current, String total) {
        Optional<Long> done = info.integer(current);
        Optional<Long> all = info.integer(total);
        if (done.isPresent() && all.isPresent()) {
            progress = new JobProgress.Value(done.get(), all.get());
        }
    }

    /** Takes where it works; a job that has given its nodes up is told to have worked on them. */
    void takePlaces(JobPlaces places) {
        List<JobResource> held = places.resourcesOf(id);
        if (!held.isEmpty()) {
            resources = held;
            devices = places.devicesOf(held);
        }
    }

    /** The disks on which it works. */
    List<JobDevice> devices() {
        return devices;
    }

    /** The user of this program has asked to cancel it. */
    void cancelAsked(boolean force) {
        cancelAsked = true;
        forceAsked |= force;
    }

    /** What was asked for before the server refused to cancel it. */
    record CancelState(boolean asked, boolean force) {}

    CancelState cancelState() {
        return new CancelState(cancelAsked, forceAsked);
    }

    /** The server has refused the last request to cancel it. */
    void cancelRefused(CancelState before) {
        cancelAsked = before.asked;
        forceAsked = before.force;
    }

    /** A job that was cancelled by force has an error, too. */
    void failed(String why) {
        error = why;
        outcome = why.equals(Errno.ECANCELED.text()) ? JobOutcome.CANCELLED : JobOutcome.FAILED;
    }

    void succeeded() {
        outcome = JobOutcome.DONE;
    }

    void cancelled() {
        outcome = JobOutcome.CANCELLED;
    }

    /**
     * Success is told by an event or not at all. A job that was aborting and has no error was undone without one of its
     * own: cancelled, or with others of its transaction.
     */
    private JobOutcome outcome() {
        return outcome == JobOutcome.UNKNOWN && wasAborting ? JobOutcome.CANCELLED : outcome;
    }

    /** How it ended, seen by somebody who was there. */
    JobEnding ending(Instant at) {
        return new JobEnding(key, outcome(), error, at, snapshot());
    }

    /** How it ended while nobody was there: what had been told before still counts. */
    JobEnding endingUnseen(Instant at) {
        return new JobEnding(key, outcome, error, at, snapshot());
    }

    /** A job that is aborting will not end well, even if its error is not known yet. */
    private int result() {
        return switch (outcome) {
            case FAILED -> -Errno.EIO.number();
            case CANCELLED -> -Errno.ECANCELED.number();
            case DONE -> 0;
            case UNKNOWN ->
                status != JobStatus.ABORTING ? 0 : cancelAsked ? -Errno.ECANCELED.number() : -Errno.EIO.number();
        };
    }

    JobSnapshot snapshot() {
        return new JobSnapshot(
                key,
                id,
                type,
                status,
                created,
                statusSince,
                progress,
                speed,
                paused ? 1 : 0,
                paused,
                busy,
                cancelAsked,
                forceAsked,
                autoFinalize,
                autoDismiss,
                ioStatus,
                error,
                result(),
                -key.serial(),
                1,
                resources);
    }
}
