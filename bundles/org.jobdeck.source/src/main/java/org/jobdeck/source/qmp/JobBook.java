package org.jobdeck.source.qmp;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpEvent;
import org.jobdeck.source.graph.JobPlaces;
import org.jobdeck.source.graph.NodeQuestion;

/**
 * Keeps the jobs of one server by what it tells: events as they come, and answers to {@code query-jobs} and {@code
 * query-block-jobs}. Success is never inferred.
 *
 * <p>Belongs to one thread.
 */
final class JobBook {

    /** How many endings are remembered; an asker who has missed more starts afresh. */
    static final int REMEMBERED_ENDINGS = 4096;

    private final Map<String, RemoteJob> jobs = new LinkedHashMap<>();
    private final Map<JobKey, RemotePicture.Entry> entries = new LinkedHashMap<>();
    private final ArrayDeque<RemotePicture.Ended> endings = new ArrayDeque<>();
    private long lastSerial;
    private long version;
    private long forgottenUpTo;
    private long upheavals;
    private boolean away;

    /** The connection is gone: what happens from here on is not seen. */
    void leave() {
        away = true;
    }

    /** Takes an event; those that are not about jobs are left alone. Returns whether it was about a job. */
    boolean event(QmpEvent event) {
        JsonObject data = event.data().orElse(JsonObject.empty());
        return switch (event.name()) {
            case "JOB_STATUS_CHANGE" -> statusChange(data, event.at());
            case "BLOCK_JOB_READY", "BLOCK_JOB_PENDING", "BLOCK_JOB_COMPLETED", "BLOCK_JOB_CANCELLED" ->
                blockJobEvent(event.name(), data);
            case "BLOCK_JOB_ERROR" -> true;
            default -> false;
        };
    }

    private boolean statusChange(JsonObject data, Instant at) {
        Optional<String> id = data.string("id");
        Optional<JobStatus> status = data.string("status").flatMap(JobStatus::ofQmpName);
        if (id.isEmpty() || status.isEmpty()) {
            return false;
        }
        RemoteJob job = jobs.get(id.get());
        if (status.get() == JobStatus.CREATED && job != null) {
            // the end of the one before was not seen
            end(job, job.endingUnseen(at));
            job = null;
        }
        if (status.get() == JobStatus.NULL) {
            if (job != null) {
                end(job, job.ending(at));
            }
            return true;
        }
        if (job == null) {
            job = add(id.get(), status.get(), at);
        } else {
            job.become(status.get(), at);
        }
        touch(job);
        return true;
    }

    private boolean blockJobEvent(String name, JsonObject data) {
        RemoteJob job =
                jobs.get(data.string("device").or(() -> data.string("id")).orElse(""));
        if (job == null) {
            return true;
        }
        job.takeEventData(data);
        if (name.equals("BLOCK_JOB_CANCELLED")) {
            job.cancelled();
        } else if (name.equals("BLOCK_JOB_COMPLETED")) {
            data.string("error").ifPresentOrElse(job::failed, job::succeeded);
        }
        touch(job);
        return true;
    }

    /** Takes an answer to {@code query-jobs}: all jobs that there are. */
    void takeJobs(JsonArray answer, Instant now) {
        Set<String> there = new HashSet<>();
        List<JsonValue> oldestFirst = answer.items().reversed();
        for (JsonValue value : oldestFirst) {
            if (value instanceof JsonObject info && info.string("id").isPresent()) {
                String id = info.string("id").get();
                there.add(id);
                takeJob(id, info, now);
            }
        }
        for (RemoteJob job : List.copyOf(jobs.values())) {
            if (!there.contains(job.id())) {
                end(job, job.endingUnseen(now));
            }
        }
        away = false;
    }

    private void takeJob(String id, JsonObject info, Instant now) {
        JobStatus status = info.string("status").flatMap(JobStatus::ofQmpName).orElse(JobStatus.UNDEFINED);
        RemoteJob job = jobs.get(id);
        if (job != null && away && !canBeTheSame(job, info, status)) {
            end(job, job.endingUnseen(now));
            job = null;
        }
        if (job == null) {
            job = add(id, status, now);
        }
        job.takeJobInfo(info, now);
        touch(job);
    }

    /** Whether the job of that id may still be the one that was known before: no job goes back to an earlier part of its life. */
    private static boolean canBeTheSame(RemoteJob job, JsonObject info, JobStatus status) {
        JobSnapshot known = job.snapshot();
        boolean sameType = info.string("type").map(known.type()::equals).orElse(true);
        long current = info.integer("current-progress").orElse(Long.MAX_VALUE);
        return sameType
                && current >= known.progress().current()
                && (!known.status().isCompleted() || status.compareTo(known.status()) >= 0)
                && !(known.status().isReady() && !status.isReady() && !status.isCompleted());
    }

    /** Takes an answer to {@code query-block-jobs}: more about some of the jobs that the other answer has. */
    void takeBlockJobs(JsonArray answer) {
        for (JsonValue value : answer) {
            if (value instanceof JsonObject info) {
                RemoteJob job = jobs.get(info.string("device").orElse(""));
                if (job != null) {
                    job.takeBlockJobInfo(info);
                    touch(job);
                }
            }
        }
    }

    /** The job of that key. */
    Optional<RemoteJob> find(JobKey key) {
        RemotePicture.Entry entry = entries.get(key);
        return entry == null
                ? Optional.empty()
                : Optional.ofNullable(jobs.get(entry.job().id()));
    }

    /** Compares a job with what the picture has of it, and gives it a new version if it differs. */
    void touch(RemoteJob job) {
        JobSnapshot snapshot = job.snapshot();
        RemotePicture.Entry old = entries.get(job.key());
        if (old == null || !old.job().equals(snapshot) || !old.devices().equals(job.devices())) {
            entries.put(job.key(), new RemotePicture.Entry(snapshot, job.devices(), ++version));
        }
        boolean isConcluded = snapshot.status() == JobStatus.CONCLUDED;
        if (old == null || isConcluded && old.job().status() != JobStatus.CONCLUDED) {
            upheavals++;
        }
    }

    /** Takes where the jobs work. */
    void takePlaces(JobPlaces places) {
        for (RemoteJob job : jobs.values()) {
            job.takePlaces(places);
            touch(job);
        }
    }

    /**
     * Counts up with everything by which jobs may come to other nodes: one is new, or has given its nodes up, perhaps after
     * it had exchanged them.
     */
    long upheavals() {
        return upheavals;
    }

    /** Whether the server may be asked for its nodes and devices without harm. */
    boolean mayAskForNodes() {
        return NodeQuestion.obstacle(
                        jobs.values().stream().map(RemoteJob::snapshot).toList())
                .isEmpty();
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    /** Whether progress may move without an event. */
    boolean isMoving() {
        return isAny(JobStatus.RUNNING) || isAny(JobStatus.READY) || isAny(JobStatus.ABORTING);
    }

    /** Whether a job runs. */
    boolean isRunning() {
        return isAny(JobStatus.RUNNING);
    }

    private boolean isAny(JobStatus status) {
        return jobs.values().stream().anyMatch(job -> job.status() == status);
    }

    /** Whether there is a job of which no more than an event is known. */
    boolean hasUndescribed() {
        return jobs.values().stream().anyMatch(job -> !job.isDescribed());
    }

    /** What is known now. */
    RemotePicture picture() {
        return new RemotePicture(version, new ArrayList<>(entries.values()), new ArrayList<>(endings), forgottenUpTo);
    }

    long version() {
        return version;
    }

    private RemoteJob add(String id, JobStatus status, Instant now) {
        RemoteJob job = new RemoteJob(new JobKey(++lastSerial), id, status, now);
        jobs.put(id, job);
        return job;
    }

    private void end(RemoteJob job, JobEnding ending) {
        jobs.remove(job.id());
        entries.remove(job.key());
        upheavals++;
        endings.add(new RemotePicture.Ended(ending, ++version));
        if (endings.size() > REMEMBERED_ENDINGS) {
            forgottenUpTo = endings.remove().version();
        }
    }
}
