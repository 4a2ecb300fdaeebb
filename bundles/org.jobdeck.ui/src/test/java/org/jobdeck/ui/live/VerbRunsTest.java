package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.UiVerb;
import org.junit.jupiter.api.Test;

class VerbRunsTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final List<StatusMessage> status = new ArrayList<>();
    private final Map<RowKey.Job, JobView> jobs = new HashMap<>();
    private final VerbRuns runs = new VerbRuns(key -> Optional.ofNullable(jobs.get(key)), clock, status::add);
    private final VerbSender sender = new VerbSender(number -> source, Runnable::run, status::add, runs);

    private JobView there(SampleJob job) {
        JobView view = job.view();
        jobs.put(view.rowKey(), view);
        return view;
    }

    private void answer(int index, VerbOutcome outcome) {
        source.verbs.get(index).outcome().complete(outcome);
    }

    private VerbRun latest() {
        return runs.latest().orElseThrow();
    }

    private List<String> texts() {
        return latest().items().stream().map(i -> i.id() + ": " + i.text()).toList();
    }

    /** Wish 1: requested, stopping, done; and where it does not stop, force. */
    @Test
    void aCancelledJobIsFollowedUntilItHasStopped() {
        sender.send(UiVerb.CANCEL, List.of(there(SampleJob.running(1))), 0);
        assertEquals(List.of("job1: requested"), texts());
        answer(0, VerbOutcome.DONE);
        assertEquals(List.of("job1: requested; the job is stopping"), texts());
        assertEquals(
                "Cancel ‘job1’: requested; the job is stopping.",
                status.getLast().text());
        there(SampleJob.running(1).cancelled(false));
        runs.look();
        assertEquals(VerbRun.Phase.UNDER_WAY, latest().items().getFirst().phase());
        assertFalse(latest().isWorthAList(runs.now()));
        clock.advance(Duration.ofSeconds(3));
        assertTrue(latest().isWorthAList(runs.now()), "it does not stop");
        assertEquals(List.of(new RowKey.Job(0, source.verbs.getFirst().job())), latest().unstoppable(runs.now()));
        there(SampleJob.running(1).cancelled(false).ended(-Errno.ECANCELED.number(), "Operation canceled"));
        runs.look();
        assertEquals(List.of("job1: done; its state is now: Cancelled"), texts());
        assertEquals(
                "Cancel ‘job1’: done. Its state is now: Cancelled.",
                status.getLast().text());
        assertEquals(List.of(), latest().unstoppable(runs.now()));
    }

    @Test
    void aJobThatIsGoneHasStopped() {
        JobView job = there(SampleJob.running(1));
        sender.send(UiVerb.FORCE_CANCEL, List.of(job), 0);
        answer(0, VerbOutcome.DONE);
        jobs.clear();
        runs.look();
        assertEquals(List.of("job1: done; its state is now: gone"), texts());
    }

    /** Wish 6. */
    @Test
    void aLimitIsReadBack() {
        sender.send(UiVerb.SPEED, List.of(there(SampleJob.running(1))), 10 << 20);
        answer(0, VerbOutcome.DONE);
        assertEquals(List.of("job1: accepted; the limit is being read back"), texts());
        there(SampleJob.running(1).limited(10 << 20));
        runs.look();
        assertEquals(List.of("job1: done; the limit reads 10 MiB/s"), texts());
        assertEquals(
                "Speed limit 10 MiB/s for ‘job1’: done. It reads 10 MiB/s now.",
                status.getLast().text());
    }

    @Test
    void aLimitThatWasSilentlyNotAppliedIsToldToBeSo() {
        sender.send(UiVerb.SPEED, List.of(there(SampleJob.running(1).limited(5 << 20))), 10 << 20);
        answer(0, VerbOutcome.DONE);
        runs.look();
        assertEquals(VerbRun.Phase.UNDER_WAY, latest().items().getFirst().phase());
        clock.advance(Duration.ofSeconds(3));
        runs.look();
        assertEquals(List.of("job1: accepted, but the limit reads 5 MiB/s instead of 10 MiB/s"), texts());
        assertEquals(StatusMessage.Kind.REFUSED, status.getLast().kind());
        assertTrue(latest().isWorthAList(runs.now()));
    }

    @Test
    void ofSeveralJobsEachHasItsOutcome() {
        sender.send(
                UiVerb.PAUSE,
                List.of(
                        there(SampleJob.running(1)),
                        there(SampleJob.running(2)),
                        there(SampleJob.running(3).at(JobStatus.CONCLUDED))),
                0);
        answer(0, VerbOutcome.DONE);
        answer(1, VerbOutcome.refused("no"));
        assertEquals(
                List.of(
                        "job1: done",
                        "job2: no",
                        "job3: Pause needs a job that is created, running, paused, ready or standby; this one is"
                                + " concluded."),
                texts());
        assertEquals("Pause 2 jobs: 1 done, 1 refused, 1 skipped", latest().summary());
        assertTrue(latest().isWorthAList(runs.now()));
        assertTrue(latest().text().startsWith("Pause 2 jobs: 1 done, 1 refused, 1 skipped\njob1\tdone\njob2\tno\n"));
    }

    @Test
    void aListThatIsPutAwayIsGone() {
        sender.send(UiVerb.PAUSE, List.of(there(SampleJob.running(1))), 0);
        Count told = new Count();
        runs.addListener(told::add);
        runs.putAway();
        assertEquals(Optional.empty(), runs.latest());
        assertEquals(1, told.count);
    }

    private static final class Count {
        private int count;

        void add() {
            count++;
        }
    }
}
