package org.jobdeck.source.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything that is done to start a job, in order.
 *
 * @param steps of which the last is what starts the job
 */
public record StartPlan(List<PlanStep> steps) {

    /** Makes the list unmodifiable. */
    public StartPlan {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a plan has at least one step");
        }
    }

    /** All steps, one a line. */
    public String text() {
        return steps.stream().map(PlanStep::text).collect(Collectors.joining("\n"));
    }
}
