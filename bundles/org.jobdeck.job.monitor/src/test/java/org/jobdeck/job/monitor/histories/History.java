package org.jobdeck.job.monitor.histories;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A random program for the job layer: jobs, and what is asked of them in which order. */
record History(List<JobScript> jobs, List<Step> steps) {

    History {
        jobs = List.copyOf(jobs);
        steps = List.copyOf(steps);
    }

    /** How long it is: what shrinking makes less. */
    int size() {
        return jobs.size()
                + steps.size()
                + jobs.stream().mapToInt(job -> job.body().size()).sum();
    }

    History withSteps(List<Step> newSteps) {
        return new History(jobs, newSteps);
    }

    History without(JobScript gone) {
        return new History(
                jobs.stream().filter(job -> job != gone).toList(),
                steps.stream().filter(step -> step.job() != gone.number()).toList());
    }

    History replacing(JobScript old, JobScript by) {
        return new History(jobs.stream().map(job -> job == old ? by : job).toList(), steps);
    }

    @Override
    public String toString() {
        return Stream.concat(jobs.stream(), steps.stream())
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
    }
}
