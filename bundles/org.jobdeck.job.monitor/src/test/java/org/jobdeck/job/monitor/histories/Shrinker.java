package org.jobdeck.job.monitor.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a history that fails as short as it can be and still fail: fewer steps, fewer jobs, shorter bodies, plainer
 * jobs, over and over until nothing more can be left out.
 */
final class Shrinker {

    private final Predicate<History> fails;

    /** Asks that whether a history fails; where chance has a part in it, it may repeat the run. */
    Shrinker(Predicate<History> fails) {
        this.fails = fails;
    }

    History shrink(History failing) {
        History shortest = failing;
        History before = null;
        while (!shortest.equals(before)) {
            before = shortest;
            shortest = withoutSteps(shortest);
            shortest = withoutJobs(shortest);
            shortest = withoutActs(shortest);
            shortest = withPlainerJobs(shortest);
        }
        return shortest;
    }

    /** Leaves runs of steps out, long ones first. */
    private History withoutSteps(History history) {
        History shortest = history;
        for (int length = Math.max(1, history.steps().size() / 2); length > 0; length /= 2) {
            int from = 0;
            while (from < shortest.steps().size()) {
                History candidate = shortest.withSteps(without(shortest.steps(), from, length));
                if (fails.test(candidate)) {
                    shortest = candidate;
                } else {
                    from += length;
                }
            }
        }
        return shortest;
    }

    private History withoutJobs(History history) {
        History shortest = history;
        for (JobScript job : history.jobs()) {
            History candidate = shortest.without(job);
            if (!candidate.jobs().isEmpty() && fails.test(candidate)) {
                shortest = candidate;
            }
        }
        return shortest;
    }

    private History withoutActs(History history) {
        History shortest = history;
        for (int number = 0; number < history.jobs().size(); number++) {
            int from = 0;
            while (from < shortest.jobs().get(number).body().size()) {
                JobScript job = shortest.jobs().get(number);
                History candidate = shortest.replacing(job, job.with(without(job.body(), from, 1)));
                if (fails.test(candidate)) {
                    shortest = candidate;
                } else {
                    from++;
                }
            }
        }
        return shortest;
    }

    private History withPlainerJobs(History history) {
        History shortest = history;
        for (int number = 0; number < history.jobs().size(); number++) {
            for (int trait = 0; trait < JobScript.TRAITS; trait++) {
                JobScript job = shortest.jobs().get(number);
                JobScript plainer = job.plainer(trait);
                if (!plainer.equals(job) && fails.test(shortest.replacing(job, plainer))) {
                    shortest = shortest.replacing(job, plainer);
                }
            }
        }
        return shortest;
    }

    private static <T> List<T> without(List<T> list, int from, int length) {
        List<T> rest = new ArrayList<>(list);
        rest.subList(from, Math.min(list.size(), from + length)).clear();
        return rest;
    }
}
