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
     * @param text why, in the server's words if it has refused the step
     * @param outcomeKnown false if the step was asked for and has no answer, so that it may have been carried out
     */
    public record Failure(int step, String text, boolean outcomeKnown) {

        /** A step that was not carried out. */
        public Failure(int step, String text) {
            this(step, text, true);
        }
    }

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
