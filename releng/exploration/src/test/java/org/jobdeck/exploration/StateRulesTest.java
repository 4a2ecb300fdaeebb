package org.jobdeck.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jobdeck.job.common.JobStatus;
import org.junit.jupiter.api.Test;

/** Each rule of the state finds what breaks it. */
class StateRulesTest {

    /** A state, changed in one place after the other. */
    private static final class Draft {
        private JobStatus status = JobStatus.RUNNING;
        private int pauseCount;
        private boolean busy = true;
        private boolean paused;
        private boolean userPaused;
        private boolean cancelled;
        private boolean forceCancelled;
        private boolean deferred;
        private int result;
        private String error;
        private long timerAt = -1;
        private boolean scheduled;

        private List<Rule> broken() {
            return StateRules.broken(new JobState(
                    status,
                    1,
                    pauseCount,
                    busy,
                    paused,
                    userPaused,
                    cancelled,
                    forceCancelled,
                    deferred,
                    result,
                    error,
                    timerAt,
                    true,
                    true,
                    scheduled,
                    0));
        }
    }

    private final Draft draft = new Draft();

    @Test
    void aRunningJobBreaksNoRule() {
        assertEquals(List.of(), draft.broken());
    }

    @Test
    void forceWithoutCancel() {
        draft.forceCancelled = true;
        assertEquals(List.of(Rule.FORCE_IS_CANCEL), draft.broken());
        draft.cancelled = true;
        assertEquals(List.of(), draft.broken());
    }

    @Test
    void fewerPausesThanNone() {
        draft.pauseCount = -1;
        assertEquals(List.of(Rule.PAUSE_COUNT), draft.broken());
    }

    @Test
    void enteredWithoutBusy() {
        draft.busy = false;
        draft.scheduled = true;
        assertEquals(List.of(Rule.ENTERED_AT_REST), draft.broken());
        draft.busy = true;
        assertEquals(List.of(), draft.broken());
        draft.deferred = true;
        assertEquals(List.of(Rule.ENTERED_AT_REST), draft.broken());
    }

    @Test
    void aUsersPauseThatIsNotCounted() {
        draft.userPaused = true;
        assertEquals(List.of(Rule.USER_PAUSE_COUNTS), draft.broken());
    }

    @Test
    void aResultWithoutATextAndATextWithoutAResult() {
        draft.result = -5;
        assertEquals(List.of(Rule.RESULT_WITH_TEXT), draft.broken());
        draft.result = 0;
        draft.error = "Input/output error";
        assertEquals(List.of(Rule.RESULT_WITH_TEXT), draft.broken());
    }

    @Test
    void abortingWithoutAResult() {
        draft.status = JobStatus.ABORTING;
        assertEquals(List.of(Rule.RESULT_WITH_TEXT), draft.broken());
    }

    @Test
    void statusAndPausedDisagree() {
        draft.paused = true;
        assertEquals(List.of(Rule.REST_AGREES), draft.broken());
        draft.status = JobStatus.STANDBY;
        assertEquals(List.of(), draft.broken());
        draft.paused = false;
        assertEquals(List.of(Rule.REST_AGREES), draft.broken());
    }

    @Test
    void aTimerOfABodyThatRuns() {
        draft.timerAt = 1;
        assertEquals(List.of(Rule.SLEEP_IS_KEPT), draft.broken());
    }

    @Test
    void bothTablesOfMovesAgree() {
        for (JobStatus from : JobStatus.values()) {
            for (JobStatus to : JobStatus.values()) {
                // aborting to aborting is allowed, and no move
                assertEquals(from != to && from.canBecome(to), Moves.areLegal(from, to), from + " to " + to);
            }
        }
    }
}
