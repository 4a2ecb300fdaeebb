package org.jobdeck.exploration;

import java.util.List;

/**
 * What a search has come to.
 *
 * @param scenario what was searched
 * @param executions how many executions there were
 * @param fingerprints how many different states were seen with one bound on interruptions, the most of all
 * @param depth the most steps of one execution
 * @param bound which bound cut the search short; null if every order of actors and every answer was tried
 * @param violation the first rule that did not hold, or null
 * @param schedule how to come to it again, or null
 * @param trace what happens on the way to it
 */
record Report(
        String scenario,
        long executions,
        long fingerprints,
        int depth,
        String bound,
        Violation violation,
        Schedule schedule,
        List<String> trace) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scenario)
                .append(": ")
                .append(executions)
                .append(" executions, ")
                .append(fingerprints)
                .append(" fingerprints, depth ")
                .append(depth)
                .append(end());
        if (violation != null) {
            text.append("\n  ").append(violation).append("\n  schedule ").append(schedule);
        }
        trace.forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }

    private String end() {
        if (violation != null) {
            return ", ended by a violation";
        }
        return bound == null ? ", complete" : ", cut short: " + bound;
    }
}
