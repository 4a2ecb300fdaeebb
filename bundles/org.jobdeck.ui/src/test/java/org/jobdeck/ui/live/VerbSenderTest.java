package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobVerb;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.live.StatusMessage.Kind;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.UiVerb;
import org.junit.jupiter.api.Test;

class VerbSenderTest {

    private final FakeSource source = new FakeSource();
    private final List<StatusMessage> status = new ArrayList<>();
    private final VerbSender sender = new VerbSender(
            number -> source,
            Runnable::run,
            status::add,
            new VerbRuns(
                    job -> Optional.of(SampleJob.running(job.job().serial()).view()), new ManualClock(), status::add));

    private static JobView running(long serial) {
        return SampleJob.running(serial).view();
    }

    @Test
    void aVerbIsSentAndItsOutcomeToldWhenItComes() {
        sender.send(UiVerb.PAUSE, List.of(running(1)), 0);
        assertEquals(new JobKey(1), source.verbs.getFirst().job());
        assertEquals(
                new VerbRequest.Plain(JobVerb.PAUSE), source.verbs.getFirst().verb());
        assertEquals(List.of(new StatusMessage("Pause ‘job1’ …", Kind.ASKED)), status);
        source.verbs.getFirst().outcome().complete(VerbOutcome.DONE);
        assertEquals(new StatusMessage("Pause ‘job1’: done.", Kind.DONE), status.getLast());
    }

    @Test
    void aRefusalGivesTheSourcesReason() {
        sender.send(UiVerb.CANCEL, List.of(running(1)), 0);
        assertEquals(new VerbRequest.Cancel(false), source.verbs.getFirst().verb());
        source.verbs.getFirst().outcome().complete(VerbOutcome.refused("Job is gone"));
        assertEquals(new StatusMessage("Cancel ‘job1’: refused. Job is gone", Kind.REFUSED), status.getLast());
    }

    @Test
    void aSourceThatFailsIsARefusalToo() {
        sender.send(UiVerb.FORCE_CANCEL, List.of(running(1)), 0);
        assertEquals(new VerbRequest.Cancel(true), source.verbs.getFirst().verb());
        source.verbs.getFirst().outcome().completeExceptionally(new IllegalStateException("cut off"));
        assertEquals(
                new StatusMessage("Force cancel ‘job1’: refused. the source failed: cut off", Kind.REFUSED),
                status.getLast());
    }

    @Test
    void severalJobsAreAskedTogetherAndThoseNotInAStateForItSkipped() {
        sender.send(
                UiVerb.SPEED,
                List.of(
                        running(1),
                        running(2),
                        SampleJob.running(3).at(JobStatus.CONCLUDED).view()),
                10 << 20);
        assertEquals(2, source.verbs.size());
        assertEquals(new VerbRequest.SetSpeed(10 << 20), source.verbs.getLast().verb());
        source.verbs.get(0).outcome().complete(VerbOutcome.DONE);
        assertEquals(1, status.size(), "not all answers have come");
        source.verbs.get(1).outcome().complete(VerbOutcome.DONE);
        assertEquals(
                new StatusMessage(
                        "Speed limit 10 MiB/s for 2 jobs: done (1 skipped: not in a state for it).", Kind.DONE),
                status.getLast());
    }

    @Test
    void someRefusalsOfManyAreCounted() {
        sender.send(UiVerb.PAUSE, List.of(running(1), running(2)), 0);
        source.verbs.get(0).outcome().complete(VerbOutcome.DONE);
        source.verbs.get(1).outcome().complete(VerbOutcome.refused("no"));
        assertEquals(new StatusMessage("Pause 2 jobs: refused for 1 of 2. job2: no", Kind.REFUSED), status.getLast());
    }

    @Test
    void aTransactionIsFinalizedOnce() {
        JobView one = SampleJob.running(1).in(9, 2).at(JobStatus.PENDING).view();
        JobView two = SampleJob.running(2).in(9, 2).at(JobStatus.PENDING).view();
        JobView other = SampleJob.running(3).at(JobStatus.PENDING).view();
        sender.send(UiVerb.FINALIZE, List.of(one, two, other), 0);
        assertEquals(
                List.of(new JobKey(1), new JobKey(3)),
                source.verbs.stream().map(FakeSource.Asked::job).toList());
    }

    @Test
    void nothingIsSentWhereNoJobIsInAStateForIt() {
        sender.send(UiVerb.COMPLETE, List.of(running(1)), 0);
        assertTrue(source.verbs.isEmpty());
        assertEquals(Kind.REFUSED, status.getLast().kind());
        assertTrue(status.getLast().text().startsWith("Complete needs a job that is ready"));
    }
}
