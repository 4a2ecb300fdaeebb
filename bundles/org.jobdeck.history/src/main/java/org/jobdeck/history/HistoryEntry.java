package org.jobdeck.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobStatus;

/**
 * One job of the history.
 *
 * @param id its number in the history, greater than those of earlier ones; 0 until it has one
 * @param origin where it ran
 * @param job the user's name of the job
 * @param type the driver's name, as in "backup"
 * @param nodes what it worked on
 * @param members the names of the jobs of its transaction, itself among them; empty if it was on its own
 * @param created when it was created, or seen first
 * @param states the states it was seen in, oldest first
 * @param outcome how it ended
 * @param ended when it ended or, where nobody saw that, when it was found to be gone; null while it is there
 * @param error why it failed, or null
 * @param progress how far it came, in bytes
 * @param averageRate bytes a second
 * @param verbs what was asked of it here, oldest first
 */
public record HistoryEntry(
        long id,
        HistoryOrigin origin,
        String job,
        String type,
        List<JobResource> nodes,
        List<String> members,
        Instant created,
        List<HistoryState> states,
        HistoryOutcome outcome,
        Instant ended,
        String error,
        JobProgress.Value progress,
        long averageRate,
        List<HistoryVerb> verbs) {

    /** Makes the lists unmodifiable; refuses nulls but for the end and the error. */
    public HistoryEntry {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(progress, "progress");
        nodes = List.copyOf(nodes);
        members = List.copyOf(members);
        states = List.copyOf(states);
        verbs = List.copyOf(verbs);
    }

    /** How long it was there; until now if it still is. */
    public Duration duration(Instant now) {
        return Duration.between(created, ended == null ? now : ended);
    }

    HistoryEntry withId(long next) {
        return new HistoryEntry(
                next,
                origin,
                job,
                type,
                nodes,
                members,
                created,
                states,
                outcome,
                ended,
                error,
                progress,
                averageRate,
                verbs);
    }

    HistoryEntry with(List<String> nextMembers, List<HistoryVerb> nextVerbs) {
        return new HistoryEntry(
                id,
                origin,
                job,
                type,
                nodes,
                nextMembers,
                created,
                states,
                outcome,
                ended,
                error,
                progress,
                averageRate,
                nextVerbs);
    }

    HistoryEntry ended(HistoryOutcome how, Instant at) {
        return new HistoryEntry(
                id, origin, job, type, nodes, members, created, states, how, at, error, progress, averageRate, verbs);
    }

    /** The same job seen again: what is told of it now, and what was known of it before. */
    HistoryEntry continuedBy(HistoryEntry now) {
        List<HistoryState> all = new ArrayList<>(states);
        for (HistoryState state : now.states) {
            // to one who comes later every job looks as if it had just been created
            boolean news = state.status() != JobStatus.CREATED
                    && (all.isEmpty() || all.getLast().status() != state.status());
            if (news) {
                all.add(state);
            }
        }
        return new HistoryEntry(
                id,
                now.origin,
                job,
                type,
                now.nodes.isEmpty() ? nodes : now.nodes,
                now.members,
                created,
                all,
                now.outcome,
                now.ended,
                now.error,
                now.progress,
                now.averageRate,
                now.verbs);
    }
}
