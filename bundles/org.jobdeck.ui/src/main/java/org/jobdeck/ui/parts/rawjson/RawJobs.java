package org.jobdeck.ui.parts.rawjson;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.daemon.JobForms;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * What a source answers about all of its jobs.
 *
 * @param jobs the answer to {@code query-jobs}
 * @param blockJobs the answer to {@code query-block-jobs}; empty where the source does not have that
 */
record RawJobs(JsonArray jobs, JsonArray blockJobs) {

    /** The answers of a source that cannot be asked, from what is known of its jobs. */
    static RawJobs of(List<JobSnapshot> snapshots) {
        return new RawJobs(
                new JsonArray(
                        List.copyOf(snapshots.stream().map(JobForms::jobInfo).toList())),
                new JsonArray(List.copyOf(
                        snapshots.stream().map(JobForms::blockJobInfo).toList())));
    }

    /**
     * The part that is about some of the jobs: an object for each, with the answer to each question that has one.
     *
     * @param ids in the order in which they are wanted
     */
    JsonArray about(List<String> ids) {
        List<JsonValue> parts = new ArrayList<>();
        for (String id : ids) {
            parts.add(JsonObject.builder()
                    .putIfPresent("query-jobs", find(jobs, "id", id))
                    .putIfPresent("query-block-jobs", find(blockJobs, "device", id))
                    .build());
        }
        return new JsonArray(parts);
    }

    private static Optional<JsonObject> find(JsonArray answer, String member, String id) {
        for (JsonValue value : answer) {
            if (value instanceof JsonObject info
                    && info.string(member).orElse("").equals(id)) {
                return Optional.of(info);
            }
        }
        return Optional.empty();
    }
}
