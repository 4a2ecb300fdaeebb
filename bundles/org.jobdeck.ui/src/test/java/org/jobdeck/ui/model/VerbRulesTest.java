package org.jobdeck.ui.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.source.SourceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerbRulesTest {

    private static Optional<String> obstacle(UiVerb verb, SampleJob job) {
        return VerbRules.obstacle(verb, job.snapshot());
    }

    @ParameterizedTest
    @EnumSource(
            value = JobStatus.class,
            names = {"UNDEFINED", "NULL"},
            mode = EnumSource.Mode.EXCLUDE)
    void noVerbIsOfferedThatTheStateTableRefuses(JobStatus status) {
        for (UiVerb verb : UiVerb.values()) {
            Optional<String> obstacle = obstacle(verb, SampleJob.running(1).at(status));
            if (!verb.verb().allowedIn(status)) {
                assertTrue(obstacle.orElseThrow().contains("this one is " + status.qmpName()), verb + " " + obstacle);
            } else if (verb != UiVerb.RESUME) {
                assertEquals(Optional.empty(), obstacle, verb.name());
            }
        }
    }

    @Test
    void pauseAndResumeFollowTheUsersPause() {
        SampleJob running = SampleJob.running(1);
        assertTrue(obstacle(UiVerb.PAUSE, running).isEmpty());
        assertEquals(
                "No user has paused the job.", obstacle(UiVerb.RESUME, running).orElseThrow());
        SampleJob paused = running.pausedByUser();
        assertEquals(
                "The job is paused already.", obstacle(UiVerb.PAUSE, paused).orElseThrow());
        assertTrue(obstacle(UiVerb.RESUME, paused).isEmpty());
    }

    @Test
    void aSecondCancelMustBeForced() {
        SampleJob cancelling = SampleJob.running(1).cancelled(false);
        assertTrue(obstacle(UiVerb.CANCEL, cancelling).orElseThrow().contains("Force cancel"));
        assertTrue(obstacle(UiVerb.FORCE_CANCEL, cancelling).isEmpty());
        assertTrue(obstacle(UiVerb.FORCE_CANCEL, cancelling.cancelled(true)).isPresent());
        assertTrue(obstacle(UiVerb.COMPLETE, cancelling.at(JobStatus.READY)).isPresent());
    }

    @Test
    void aReasonNamesTheStatesThatAreNeeded() {
        assertEquals(
                "Complete needs a job that is ready or standby; this one is running.",
                obstacle(UiVerb.COMPLETE, SampleJob.running(1)).orElseThrow());
        assertEquals(
                "Dismiss needs a job that is concluded; this one is running.",
                obstacle(UiVerb.DISMISS, SampleJob.running(1)).orElseThrow());
    }

    @Test
    void noVerbReachesAJobOfASilentSource() {
        JobView lost = SampleJob.running(1).view(SourceState.LOST);
        assertEquals(
                "The job cannot be reached now (connection lost).",
                VerbRules.obstacle(UiVerb.PAUSE, lost).orElseThrow());
        assertEquals(VerbRules.obstacle(UiVerb.PAUSE, lost), VerbRules.obstacle(UiVerb.PAUSE, List.of(lost)));
    }

    @Test
    void forSeveralJobsOneIsEnough() {
        JobView running = SampleJob.running(1).view();
        JobView done = SampleJob.running(2).at(JobStatus.CONCLUDED).view();
        assertEquals(Optional.empty(), VerbRules.obstacle(UiVerb.DISMISS, List.of(running, done)));
        assertEquals(
                "Finalize is possible for none of the 2 selected jobs.",
                VerbRules.obstacle(UiVerb.FINALIZE, List.of(running, done)).orElseThrow());
        assertEquals(
                "Select a job first.",
                VerbRules.obstacle(UiVerb.PAUSE, List.of()).orElseThrow());
    }
}
