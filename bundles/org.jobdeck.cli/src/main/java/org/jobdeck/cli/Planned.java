package org.jobdeck.cli;

import java.util.List;
import org.jobdeck.source.plan.StartPlan;

/**
 * Everything that is done to start what the user wants.
 *
 * @param plan the commands
 * @param jobs the jobs that they start
 * @param notes what the user should know besides; each one sentence
 */
record Planned(StartPlan plan, List<Job> jobs, List<String> notes) {

    /**
     * A job that will be there.
     *
     * @param id its name
     * @param type its type
     */
    record Job(String id, String type) {}

    Planned {
        jobs = List.copyOf(jobs);
        notes = List.copyOf(notes);
    }
}
