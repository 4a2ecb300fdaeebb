package org.jobdeck.ui.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.i18n.Messages;

/** Which verbs are offered for which jobs, and why not. The engine has the last word: it may still refuse. */
public final class VerbRules {

    private static final Messages TEXTS = Messages.of(VerbRules.class);

    /** The key of the text for a verb that the job's state does not allow, which names the states that do. */
    private static final String WRONG_STATE = "obstacle.state";

    private VerbRules() {}

    /** Whether the verb is offered for the job; makes no text, for it is asked of ten thousand jobs at once. */
    public static boolean isPossible(UiVerb verb, JobView job) {
        return !job.isEnded() && job.isCurrent() && keyOf(verb, job.snapshot()) == null;
    }

    /** Why the verb is not offered for the job, as a sentence; empty if it is. */
    public static Optional<String> obstacle(UiVerb verb, JobSnapshot job) {
        return Optional.ofNullable(keyOf(verb, job))
                .map(key -> key.equals(WRONG_STATE)
                        ? TEXTS.format(WRONG_STATE, verb.label(), statesOf(verb), StateText.within(job.status()))
                        : TEXTS.get(key));
    }

    /** The key of the text that says why; null if the verb is offered. */
    private static String keyOf(UiVerb verb, JobSnapshot job) {
        if (!verb.verb().allowedIn(job.status())) {
            return WRONG_STATE;
        }
        return switch (verb) {
            case PAUSE -> job.userPaused() ? "obstacle.paused" : null;
            case RESUME -> job.userPaused() ? null : "obstacle.not.paused";
            case COMPLETE -> job.cancelRequested() ? "obstacle.cancelling" : null;
            case CANCEL -> {
                if (job.cancelRequested()) {
                    yield "obstacle.cancelling.already";
                }
                yield job.status() == JobStatus.STANDBY && job.userPaused() ? "obstacle.standby" : null;
            }
            case FORCE_CANCEL -> job.forceCancelled() ? "obstacle.forced" : null;
            default -> null;
        };
    }

    /** Why the verb is not offered for the job, as a sentence; empty if it is. */
    public static Optional<String> obstacle(UiVerb verb, JobView job) {
        if (job.isEnded()) {
            return Optional.of(TEXTS.get("obstacle.ended"));
        }
        return job.isCurrent()
                ? obstacle(verb, job.snapshot())
                : Optional.of(TEXTS.format("obstacle.source", StateText.within(job.sourceState())));
    }

    /** Why the verb is offered for none of the jobs, as a sentence; empty if it is for at least one. */
    public static Optional<String> obstacle(UiVerb verb, List<JobView> jobs) {
        if (jobs.isEmpty()) {
            return Optional.of(TEXTS.get("obstacle.nothing"));
        }
        if (jobs.stream().anyMatch(job -> isPossible(verb, job))) {
            return Optional.empty();
        }
        if (jobs.size() == 1) {
            return obstacle(verb, jobs.getFirst());
        }
        return Optional.of(TEXTS.format("obstacle.none", verb.label(), String.valueOf(jobs.size())));
    }

    /** The states that a verb needs, as in "ready or standby". */
    public static String statesOf(UiVerb verb) {
        List<String> states = Arrays.stream(JobStatus.values())
                .filter(verb.verb()::allowedIn)
                .map(StateText::within)
                .toList();
        if (states.size() == 1) {
            return states.getFirst();
        }
        String others = states.stream().limit(states.size() - 1L).collect(Collectors.joining(", "));
        return TEXTS.format("or", others, states.getLast());
    }

    /** Whether so many states allow a verb that it is shorter to say which one does not. */
    public static boolean needsOneOfMany(UiVerb verb) {
        return Arrays.stream(JobStatus.values()).filter(verb.verb()::allowedIn).count() > 2;
    }
}
