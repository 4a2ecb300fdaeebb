package org.jobdeck.daemon;

import java.util.Optional;
import java.util.Set;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpEvent;

/** Jobs and their events as the monitor protocol writes them. */
public final class JobForms {

    /** The types that QEMU calls block jobs; the older commands and {@code query-block-jobs} know no others. */
    private static final Set<String> BLOCK_JOB_TYPES = Set.of("backup", "commit", "mirror", "stream");

    private JobForms() {}

    /** Whether a job is one of those that {@code query-block-jobs} lists (QEMU: is_block_job). */
    static boolean isBlockJob(Job job) {
        return BLOCK_JOB_TYPES.contains(job.type());
    }

    /** A job as a member of {@code query-jobs}' answer (QEMU: JobInfo). */
    public static JsonObject jobInfo(JobSnapshot job) {
        return JsonObject.builder()
                .put("id", job.id())
                .put("type", job.type())
                .put("status", job.status().qmpName())
                .put("current-progress", job.progress().current())
                .put("total-progress", job.progress().total())
                .putIfPresent("error", Optional.ofNullable(job.error()))
                .build();
    }

    /** A job as a member of {@code query-block-jobs}' answer (QEMU: BlockJobInfo). */
    public static JsonObject blockJobInfo(JobSnapshot job) {
        return JsonObject.builder()
                .put("type", job.type())
                .put("device", job.id())
                .put("len", job.progress().total())
                .put("offset", job.progress().current())
                .put("busy", job.busy())
                .put("paused", job.pauseCount() > 0)
                .put("speed", job.speed())
                .put("io-status", job.ioStatus().qmpName())
                .put("ready", job.status().isReady())
                .put("status", job.status().qmpName())
                .put("auto-finalize", job.autoFinalize())
                .put("auto-dismiss", job.autoDismiss())
                .putIfPresent("error", Optional.ofNullable(job.error()))
                .build();
    }

    /** An event of a job. */
    public static QmpEvent event(JobEvent event) {
        return switch (event) {
            case JobEvent.StatusChange e ->
                event(
                        e,
                        "JOB_STATUS_CHANGE",
                        JsonObject.builder().put("status", e.status().qmpName()).put("id", e.id()));
            case JobEvent.Ready e -> event(e, "BLOCK_JOB_READY", progress(e, e.progress(), e.speed()));
            case JobEvent.Pending e ->
                event(
                        e,
                        "BLOCK_JOB_PENDING",
                        JsonObject.builder().put("type", e.type()).put("id", e.id()));
            case JobEvent.Completed e ->
                event(
                        e,
                        "BLOCK_JOB_COMPLETED",
                        progress(e, e.progress(), e.speed()).putIfPresent("error", Optional.ofNullable(e.error())));
            case JobEvent.Cancelled e -> event(e, "BLOCK_JOB_CANCELLED", progress(e, e.progress(), e.speed()));
            case JobEvent.IoError e ->
                event(
                        e,
                        "BLOCK_JOB_ERROR",
                        JsonObject.builder()
                                .put("device", e.id())
                                .put("operation", e.read() ? "read" : "write")
                                .put("action", e.action()));
        };
    }

    private static QmpEvent event(JobEvent event, String name, JsonObject.Builder data) {
        return new QmpEvent(name, Optional.of(data.build()), event.at());
    }

    private static JsonObject.Builder progress(JobEvent event, JobProgress.Value progress, long speed) {
        return JsonObject.builder()
                .put("type", event.type())
                .put("device", event.id())
                .put("len", progress.total())
                .put("offset", progress.current())
                .put("speed", speed);
    }
}
