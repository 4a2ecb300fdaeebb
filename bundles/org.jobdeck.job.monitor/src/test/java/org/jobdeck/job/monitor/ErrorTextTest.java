package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every error text of the job layer, to the letter, and the order of the checks. */
class ErrorTextTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private JobException creating(JobSpec spec) {
        return assertThrows(JobException.class, () -> rig.jobs.create(spec, Scripted.quick()));
    }

    private static JobSpec internalNamed(String id) {
        return new JobSpec(id, null, null, true, true, true, null);
    }

    @Test
    void idsOfNewJobs() {
        assertEquals(
                "An explicit job ID is required", creating(JobSpec.named(null)).getMessage());
        assertEquals(
                "Cannot specify job ID for internal job",
                creating(internalNamed("fine")).getMessage());
        assertEquals(
                "Cannot specify job ID for internal job",
                creating(internalNamed("0 not fine")).getMessage(),
                "asked before whether it is well formed");
        for (String id : List.of("0id", "", "   ", "123", "_id", "-id", ".id", "#id", "a b", "ä", "aä", "a\n")) {
            assertEquals(
                    "Invalid job ID '" + id + "'", creating(JobSpec.named(id)).getMessage());
        }
        rig.create(JobSpec.named("a"), Scripted.quick());
        assertEquals("Job ID 'a' already in use", creating(JobSpec.named("a")).getMessage());
        for (String id : List.of("A", "a0", "a-", "a.b_c-d", "Z9")) {
            rig.create(JobSpec.named(id), Scripted.quick());
        }
        assertEquals(6, rig.get(rig.monitor::list).size());
    }

    @Test
    void aVerbInTheWrongState() {
        Job job = rig.inMain("j", Scripted.quick());
        assertEquals(
                "Job 'j' in state 'created' cannot accept command verb 'complete'",
                rig.refused((held, m) -> m.complete(held, job)));
        assertEquals(
                "Job 'j' in state 'created' cannot accept command verb 'finalize'",
                rig.refused((held, m) -> m.finalizeTxn(held, job)));
        assertEquals(
                "Job 'j' in state 'created' cannot accept command verb 'dismiss'",
                rig.refused((held, m) -> m.dismiss(held, job)));
        rig.verb((held, m) -> m.ref(held, job));
        rig.jobs.earlyFail(job);
        assertEquals(
                "Job 'j' in state 'null' cannot accept command verb 'cancel'",
                rig.refused((held, m) -> m.userCancel(held, job, true)));
        assertEquals(
                "Job 'j' in state 'null' cannot accept command verb 'pause'",
                rig.refused((held, m) -> m.userPause(held, job)));
        assertEquals(
                "Job 'j' in state 'null' cannot accept command verb 'set-speed'",
                rig.refused((held, m) -> m.setSpeed(held, job, -1)),
                "the verb is asked before the value");
        assertEquals(
                "Job 'j' in state 'null' cannot accept command verb 'change'",
                rig.refused((held, m) -> m.change(held, job, new JobChange("mirror", Map.of()))));
        assertEquals(
                "Can't resume a job that was not paused",
                rig.refused((held, m) -> m.userResume(held, job)),
                "the pause is asked before the verb");
    }

    @Test
    void pauseAndResume() {
        Job job = rig.started("j", Scripted.sleeper());
        assertEquals("Can't resume a job that was not paused", rig.refused((held, m) -> m.userResume(held, job)));
        rig.verb((held, m) -> m.pause(held, job));
        assertEquals(
                "Can't resume a job that was not paused",
                rig.refused((held, m) -> m.userResume(held, job)),
                "somebody else has paused it, not the user");
        rig.verb((held, m) -> m.userPause(held, job));
        assertEquals("Job is already paused", rig.refused((held, m) -> m.userPause(held, job)));
    }

    @Test
    void aUserPausedJobPastItsBodyGetsTheVerbsError() {
        Job job = rig.create(JobSpec.named("j").in(rig.main).manualFinalize(), Scripted.quick());
        rig.jobs.start(job);
        rig.verb((held, m) -> m.userPause(held, job));
        rig.settle();
        assertEquals(
                "Job 'j' in state 'pending' cannot accept command verb 'resume'",
                rig.refused((held, m) -> m.userResume(held, job)));
    }

    @Test
    void speed() {
        Job job = rig.started("j", Scripted.sleeper());
        assertEquals(
                "Parameter 'speed' expects a non-negative value", rig.refused((held, m) -> m.setSpeed(held, job, -1)));
        assertEquals(0, rig.snapshot(job).speed());
    }

    /** With nothing but the defaults. */
    private static final class Plain implements JobDriver {
        @Override
        public String type() {
            return "plain";
        }

        @Override
        public void run(JobContext context) {
            context.transitionToReady();
            context.yieldJob();
        }
    }

    @Test
    void completeAndChangeOfATypeThatHasNeither() {
        Job job = rig.started("j", new Plain());
        assertEquals("The active block job 'j' cannot be completed", rig.refused((held, m) -> m.complete(held, job)));
        assertEquals(
                "Job type does not support change",
                rig.refused((held, m) -> m.change(held, job, new JobChange("plain", Map.of()))));
    }

    @Test
    void completeOfAJobThatIsBeingCancelled() {
        Scripted driver = Scripted.converging().answering(force -> force);
        Job job = rig.started("j", driver);
        rig.verb((held, m) -> m.userCancel(held, job, false));
        assertEquals("The active block job 'j' cannot be completed", rig.refused((held, m) -> m.complete(held, job)));
        assertTrue(!driver.calls.contains("complete"));
    }

    @Test
    void noSuchJob() {
        assertEquals("Job not found", rig.refused((held, m) -> m.require(held, "nobody")));
        assertEquals("Job not found", rig.refused((held, m) -> m.require(held, (String) null)));
        assertEquals("Job not found", rig.refused((held, m) -> m.require(held, new JobKey(42))));
        Job hidden = rig.create(JobSpec.hidden(), Scripted.quick());
        assertEquals("Job not found", rig.refused((held, m) -> m.require(held, hidden.key())));
    }

    @Test
    void numbersForPrograms() {
        assertEquals(-Errno.EINVAL.number(), creating(JobSpec.named("0")).result());
        rig.create(JobSpec.named("a"), Scripted.quick());
        assertEquals(-Errno.EEXIST.number(), creating(JobSpec.named("a")).result());
    }
}
