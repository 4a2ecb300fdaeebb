package org.jobdeck.ui.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;

/** A job's state in a word or two. */
public final class StateText {

    private StateText() {}

    /** The state of a job, as in "Running" or "Failed". */
    public static String of(JobSnapshot job) {
        if (job.ioStatus() != IoStatus.OK && !job.status().isCompleted()) {
            return job.ioStatus() == IoStatus.NOSPACE ? "Stopped: no space" : "Stopped: I/O error";
        }
        return switch (job.status()) {
            case RUNNING -> job.cancelRequested() ? "Cancelling" : job.pauseCount() > 0 ? "Pausing" : "Running";
            case PAUSED, STANDBY -> job.cancelRequested() ? "Cancelling" : capital(job.status());
            case ABORTING -> Tone.of(job) == Tone.CANCELLED ? "Cancelling" : capital(job.status());
            case CONCLUDED -> ofConcluded(Tone.of(job));
            default -> capital(job.status());
        };
    }

    /** The state of a job, or that it is not known because its source says nothing at present. */
    public static String of(JobView job) {
        if (job.ending().isPresent()) {
            return of(job.ending().get().outcome());
        }
        if (job.isStalled()) {
            return "Stalled";
        }
        boolean known = job.isCurrent() || job.snapshot().status() == JobStatus.CONCLUDED;
        return known ? of(job.snapshot()) : of(job.sourceState());
    }

    /** The state of a job that is there no more, as in "Ended: failed". */
    public static String of(JobOutcome outcome) {
        return switch (outcome) {
            case DONE -> "Ended: done";
            case FAILED -> "Ended: failed";
            case CANCELLED -> "Ended: cancelled";
            case UNKNOWN -> "Ended: outcome unknown";
        };
    }

    /** The state of a source, as in "Connection lost". */
    public static String of(SourceState state) {
        String words = state.words();
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The plain name of a state, as in "Standby"; "Ended" for one that is there no more. */
    public static String capital(JobStatus status) {
        if (status == JobStatus.NULL) {
            return "Ended";
        }
        String name = status.qmpName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** The states of several jobs: one word if they agree, otherwise how many are in which. */
    public static String ofAll(Collection<JobView> jobs) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (JobView job : jobs) {
            counts.merge(of(job), 1, Integer::sum);
        }
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static String ofConcluded(Tone tone) {
        return switch (tone) {
            case DONE -> "Done";
            case CANCELLED -> "Cancelled";
            default -> "Failed";
        };
    }
}
