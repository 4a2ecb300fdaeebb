package org.jobdeck.cli;

import java.time.Instant;
import java.util.Optional;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonObject;

/** Events and jobs as the monitor protocol writes them. */
final class QmpForms {

    private QmpForms() {}

    /** An event with its time stamp. */
    static JsonObject event(JobEvent event) {
        return switch (event) {
            case JobEvent.StatusChange e ->
                event(
                        e,
                        "JOB_STATUS_CHANGE",
                        JsonObject.builder().put("status", e.status().qmpName()).put("id", e.id()));
            case JobEvent.Ready e -> event(e, "BLOCK_JOB_READY", blockJob(e, e.progress(), e.speed()));
            case JobEvent.Pending e ->
                event(
                        e,
                        "BLOCK_JOB_PENDING",
                        JsonObject.builder().put("type", e.type()).put("id", e.id()));
            case JobEvent.Completed e ->
                event(
                        e,
                        "BLOCK_JOB_COMPLETED",
                        blockJob(e, e.progress(), e.speed()).putIfPresent("error", Optional.ofNullable(e.error())));
            case JobEvent.Cancelled e -> event(e, "BLOCK_JOB_CANCELLED", blockJob(e, e.progress(), e.speed()));
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

    private static JsonObject event(JobEvent event, String name, JsonObject.Builder data) {
        return JsonObject.builder()
                .put("timestamp", timestamp(event.at()))
                .put("event", name)
                .put("data", data.build())
                .build();
    }

    private static JsonObject timestamp(Instant at) {
        return JsonObject.builder()
                .put("seconds", at.getEpochSecond())
                .put("microseconds", at.getNano() / 1000)
                .build();
    }

    private static JsonObject.Builder blockJob(JobEvent event, JobProgress.Value progress, long speed) {
        return JsonObject.builder()
                .put("type", event.type())
                .put("device", event.id())
                .put("len", progress.total())
                .put("offset", progress.current())
                .put("speed", speed);
    }

    /** A job as a member of {@code query-jobs}' answer. */
    static JsonObject jobInfo(JobSnapshot job) {
        return JsonObject.builder()
                .put("id", job.id())
                .put("type", job.type())
                .put("status", job.status().qmpName())
                .put("current-progress", job.progress().current())
                .put("total-progress", job.progress().total())
                .putIfPresent("error", Optional.ofNullable(job.error()))
                .build();
    }
}
