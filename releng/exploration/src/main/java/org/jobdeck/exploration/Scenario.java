package org.jobdeck.exploration;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is searched.
 *
 * @param name for reports
 * @param shapes the jobs
 * @param grouped whether they are one transaction
 * @param verbs how many verbs the main loop's thread may use in one execution, besides starting each job
 * @param allowed which verbs
 * @param foreignSteps how often the foreign thread may enter a job or look at all of them
 */
record Scenario(String name, List<JobShape> shapes, boolean grouped, int verbs, Set<Verb> allowed, int foreignSteps) {

    Scenario {
        shapes = List.copyOf(shapes);
        allowed = Set.copyOf(allowed);
    }

    /** Jobs on their own, all verbs that there are outside the core, no foreign thread. */
    static Scenario of(String name, int verbs, JobShape... shapes) {
        return new Scenario(name, List.of(shapes), false, verbs, EnumSet.complementOf(EnumSet.of(Verb.NOTE_PAUSE)), 0);
    }

    /** The same with one transaction for all jobs. */
    Scenario inOneTransaction() {
        return new Scenario(name, shapes, true, verbs, allowed, foreignSteps);
    }

    /** The same with so many steps of the foreign thread. */
    Scenario foreign(int steps) {
        return new Scenario(name, shapes, grouped, verbs, allowed, steps);
    }

    /** The same with these verbs only. */
    Scenario with(Verb first, Verb... rest) {
        return new Scenario(name, shapes, grouped, verbs, EnumSet.of(first, rest), foreignSteps);
    }
}
