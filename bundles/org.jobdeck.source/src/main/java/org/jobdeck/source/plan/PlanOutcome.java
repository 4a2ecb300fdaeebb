package org.jobdeck.source.plan;

import java.util.List;
import java.util.Optional;

/**
 * What became of a plan.
 *
 * @param failure where it stopped and why; empty if everything was done
 * @param removed the nodes that it had added and removed again
 * @param left the nodes that it had added and that could not be removed
 * @param files the files that it had made and that are still there
 */
public record PlanOutcome(Optional<Failure> failure, List<String> removed, List<String> left, List<String> files) {

    /**
     * Where a plan stopped.
     *
     * @param step the number of the step, counted from 0
     * @param text why, in the server's words
     */
    public record Failure(int step, String text) {}

    /** Everything was done. */
    public static final PlanOutcome DONE = new PlanOutcome(Optional.empty(), List.of(), List.of(), List.of());

    /** Makes the lists unmodifiable. */
    public PlanOutcome {
        removed = List.copyOf(removed);
        left = List.copyOf(left);
        files = List.copyOf(files);
    }

    /** Whether everything was done. */
    public boolean isDone() {
        return failure.isEmpty();
    }
}
