package org.jobdeck.ui.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;

/** Which verbs are offered for which jobs, and why not. The engine has the last word: it may still refuse. */
public final class VerbRules {

    private VerbRules() {}

    /** Why the verb is not offered for the job, as a sentence; empty if it is. */
    public static Optional<String> obstacle(UiVerb verb, JobSnapshot job) {
        if (!verb.verb().allowedIn(job.status())) {
            return Optional.of(verb.label() + " needs a job that is " + statesOf(verb) + "; this one is "
                    + job.status().qmpName() + ".");
        }
        return Optional.ofNullable(
                switch (verb) {
                    case PAUSE -> job.userPaused() ? "The job is paused already." : null;
                    case RESUME -> job.userPaused() ? null : "No user has paused the job.";
                    case COMPLETE -> job.cancelRequested() ? "The job is being cancelled." : null;
                    case CANCEL -> {
                        if (job.cancelRequested()) {
                            yield "The job is being cancelled already; Force cancel gives it up at once.";
                        }
                        yield job.status() == JobStatus.STANDBY && job.userPaused()
                                ? "The job is paused, and could not come to a good end; resume it first, or Force cancel"
                                        + " gives it up."
                                : null;
                    }
                    case FORCE_CANCEL -> job.forceCancelled() ? "The job is being given up already." : null;
                    default -> null;
                });
    }

    /** Why the verb is not offered for the job, as a sentence; empty if it is. */
    public static Optional<String> obstacle(UiVerb verb, JobView job) {
        if (job.isEnded()) {
            return Optional.of("The job has ended.");
        }
        return job.isCurrent()
                ? obstacle(verb, job.snapshot())
                : Optional.of(
                        "The job cannot be reached now (" + job.sourceState().words() + ").");
    }

    /** Why the verb is offered for none of the jobs, as a sentence; empty if it is for at least one. */
    public static Optional<String> obstacle(UiVerb verb, List<JobView> jobs) {
        if (jobs.isEmpty()) {
            return Optional.of("Select a job first.");
        }
        if (jobs.stream().anyMatch(job -> obstacle(verb, job).isEmpty())) {
            return Optional.empty();
        }
        if (jobs.size() == 1) {
            return obstacle(verb, jobs.getFirst());
        }
        return Optional.of(verb.label() + " is possible for none of the " + jobs.size() + " selected jobs.");
    }

    /** The states that a verb needs, as in "ready or standby". */
    public static String statesOf(UiVerb verb) {
        List<String> states = Arrays.stream(JobStatus.values())
                .filter(verb.verb()::allowedIn)
                .map(JobStatus::qmpName)
                .toList();
        if (states.size() == 1) {
            return states.getFirst();
        }
        return states.stream().limit(states.size() - 1L).collect(Collectors.joining(", ")) + " or " + states.getLast();
    }
}
