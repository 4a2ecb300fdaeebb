package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a schedule that breaks a rule as short and as plain as it can. */
final class Shrinker {

    private static final int MOST_TRIALS = 400;

    private final Function<Schedule, Violation> run;
    private final Rule rule;
    private int trials;

    /** For schedules that are run so, and a rule that is to be broken still. */
    Shrinker(Function<Schedule, Violation> run, Rule rule) {
        this.run = run;
        this.rule = rule;
    }

    /** Leaves choices out and takes the usual ones instead, as long as that leads to something shorter. */
    Schedule shrink(Schedule found) {
        Schedule best = found.trimmed();
        boolean better = true;
        while (better && trials < MOST_TRIALS) {
            better = false;
            for (int i = best.picks().size() - 1; i >= 0 && trials < MOST_TRIALS; i--) {
                for (Schedule candidate : simpler(best, i)) {
                    if (breaksTheRule(candidate)) {
                        best = candidate;
                        better = true;
                        break;
                    }
                }
                i = Math.min(i, best.picks().size());
            }
        }
        return best;
    }

    private static List<Schedule> simpler(Schedule schedule, int index) {
        List<Schedule> candidates = new ArrayList<>();
        List<Integer> without = new ArrayList<>(schedule.picks());
        int pick = without.remove(index);
        candidates.add(new Schedule(without).trimmed());
        if (pick != 0) {
            List<Integer> usual = new ArrayList<>(schedule.picks());
            usual.set(index, 0);
            candidates.add(new Schedule(usual).trimmed());
        }
        return candidates;
    }

    private boolean breaksTheRule(Schedule schedule) {
        trials++;
        Violation violation = run.apply(schedule);
        return violation != null && violation.rule() == rule;
    }
}
