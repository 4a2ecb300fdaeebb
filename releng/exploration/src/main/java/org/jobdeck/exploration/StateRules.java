package org.jobdeck.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jobdeck.job.common.JobStatus;

/** What must hold of a job's fields whenever nobody has the lock. */
final class StateRules {

    private record StateRule(Rule rule, Predicate<JobState> holds) {}

    private static final List<StateRule> ALL = List.of(
            new StateRule(Rule.FORCE_IS_CANCEL, now -> !now.forceCancelled() || now.cancelled()),
            new StateRule(Rule.PAUSE_COUNT, now -> now.pauseCount() >= 0),
            new StateRule(Rule.ENTERED_AT_REST, now -> !now.scheduled() || now.busy() && !now.deferred()),
            new StateRule(Rule.USER_PAUSE_COUNTS, now -> !now.userPaused() || now.pauseCount() > 0),
            new StateRule(Rule.RESULT_WITH_TEXT, now -> (now.error() == null) == (now.result() == 0)),
            new StateRule(Rule.RESULT_WITH_TEXT, now -> now.status() != JobStatus.ABORTING || now.result() != 0),
            new StateRule(Rule.REST_AGREES, now -> !stopped(now) || now.paused()),
            new StateRule(Rule.REST_AGREES, now -> !goesOn(now) || !now.paused()),
            // the timer goes in the hold of the lock in which busy comes, and comes in the one in which busy goes
            new StateRule(Rule.SLEEP_IS_KEPT, now -> now.timerAt() < 0 || !now.busy()));

    private StateRules() {}

    /** The rules that do not hold. */
    static List<Rule> broken(JobState now) {
        List<Rule> broken = new ArrayList<>(0);
        for (StateRule each : ALL) {
            if (!each.holds().test(now)) {
                broken.add(each.rule());
            }
        }
        return broken;
    }

    private static boolean stopped(JobState now) {
        return now.status() == JobStatus.PAUSED || now.status() == JobStatus.STANDBY;
    }

    private static boolean goesOn(JobState now) {
        return now.status() == JobStatus.RUNNING || now.status() == JobStatus.READY;
    }
}
