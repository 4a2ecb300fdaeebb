package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.Row;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.Tone;
import org.jobdeck.ui.model.UiVerb;
import org.jobdeck.ui.model.VerbRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that have ended stay until they are cleared. */
class EndedJobsTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final RowModel model = new RowModel();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<Frame> frames = new ArrayList<>();
    private UiAdapter adapter;
    private long version;

    @BeforeEach
    void start() {
        adapter = new UiAdapter(List.of(source), model, clock, (delay, frame) -> due.add(frame));
        adapter.addListener(frames::add);
        adapter.start();
    }

    @AfterEach
    void close() {
        adapter.close();
    }

    private void tell(List<JobSnapshot> upserted, List<JobEnding> ended) {
        source.answers.add(new Changes(1000 + ++version, upserted, ended, false, false));
        source.fire();
        nextFrame();
    }

    private void nextFrame() {
        clock.advance(UiAdapter.FRAME);
        due.poll().run();
    }

    private static JobEnding ending(long serial, JobOutcome outcome, String error) {
        return new JobEnding(new JobKey(serial), outcome, error, Instant.ofEpochSecond(50));
    }

    private JobView view(long serial) {
        return model.jobsOf(List.of(new RowKey.Job(0, new JobKey(serial)))).getFirst();
    }

    private List<String> column(Column column) {
        return model.roots().getFirst().children().stream()
                .map(Row::cells)
                .map(cells -> cells.text(column))
                .toList();
    }

    @Test
    void everyOutcomeLooksDifferentAndTakesNoVerb() {
        tell(
                LongStream.rangeClosed(1, 4)
                        .mapToObj(serial ->
                                SampleJob.running(serial).progress(300, 1000).snapshot())
                        .toList(),
                List.of());
        tell(
                List.of(),
                List.of(
                        ending(1, JobOutcome.DONE, null),
                        ending(2, JobOutcome.FAILED, "No space left on device"),
                        ending(3, JobOutcome.CANCELLED, null),
                        ending(4, JobOutcome.UNKNOWN, null)));
        assertEquals(
                List.of("Ended: done", "Ended: failed", "Ended: cancelled", "Ended: outcome unknown"),
                column(Column.STATE));
        assertEquals(List.of("100 %", "30 %", "30 %", "30 %"), column(Column.PROGRESS), "all only if that is told");
        assertEquals(
                List.of(Tone.DONE, Tone.FAILED, Tone.CANCELLED, Tone.UNSEEN),
                model.roots().getFirst().children().stream()
                        .map(row -> row.cells().tone())
                        .toList());
        assertEquals("No space left on device", view(2).snapshot().error());
        assertEquals(Instant.ofEpochSecond(50), view(1).snapshot().statusSince());
        assertEquals(JobStatus.NULL, view(1).history().getLast().status());
        for (UiVerb verb : UiVerb.values()) {
            assertEquals("The job has ended.", VerbRules.obstacle(verb, view(1)).orElseThrow());
        }
        assertEquals(0, model.jobCount());
        assertEquals(4, model.endedCount());
        assertEquals("0 jobs, 4 ended", model.roots().getFirst().cells().text(Column.PROGRESS));
    }

    @Test
    void aLostSourceChangesNothingAboutThem() {
        tell(List.of(SampleJob.running(1).snapshot()), List.of());
        tell(List.of(), List.of(ending(1, JobOutcome.CANCELLED, null)));
        source.state = SourceState.LOST;
        nextFrame();
        assertEquals(List.of("Ended: cancelled"), column(Column.STATE));
    }

    @Test
    void aJobThatCameAndWentFromOneFrameToTheNextIsShown() {
        JobSnapshot last = SampleJob.running(7).at(JobStatus.CONCLUDED).snapshot();
        tell(List.of(), List.of(new JobEnding(last.key(), JobOutcome.DONE, null, Instant.ofEpochSecond(5), last)));
        assertEquals(List.of("job7"), column(Column.JOB));
        assertEquals(List.of("Ended: done"), column(Column.STATE));
        tell(List.of(), List.of(ending(8, JobOutcome.DONE, null)));
        assertEquals(1, model.endedCount(), "of another nothing is known");
    }

    @Test
    void theIdMayBeUsedAgain() {
        tell(List.of(SampleJob.running(1).called("nightly").snapshot()), List.of());
        tell(List.of(), List.of(ending(1, JobOutcome.DONE, null)));
        tell(List.of(SampleJob.running(2).called("nightly").snapshot()), List.of());
        assertEquals(List.of("nightly", "nightly"), column(Column.JOB));
        assertEquals(List.of("Ended: done", "Running"), column(Column.STATE));
        assertEquals(1, model.jobCount());
    }

    @Test
    void clearingTakesThoseAndNoOthers() {
        tell(
                List.of(
                        SampleJob.running(1).snapshot(),
                        SampleJob.running(2).snapshot(),
                        SampleJob.running(3).snapshot()),
                List.of());
        tell(List.of(), List.of(ending(1, JobOutcome.DONE, null), ending(2, JobOutcome.DONE, null)));
        adapter.clearEnded(List.of(new RowKey.Job(0, new JobKey(2)), new RowKey.Job(0, new JobKey(3))));
        assertEquals(List.of("job1", "job3"), column(Column.JOB));
        assertTrue(frames.getLast().structure());
        adapter.clearEnded();
        assertEquals(List.of("job3"), column(Column.JOB));
        assertEquals(0, model.endedCount());
    }

    @Test
    void detachingTakesThemAlong() {
        FakeSource second = new FakeSource();
        int number = adapter.add(second);
        second.tell(SampleJob.running(1).snapshot());
        nextFrame();
        second.answer(List.of(), List.of(new JobKey(1)), false, false);
        second.fire();
        nextFrame();
        assertEquals(1, model.endedCount());
        adapter.remove(number);
        nextFrame();
        assertEquals(0, model.endedCount());
    }

    @Test
    void manyAtOnceAreBoundedAndTheLastStay() {
        int many = 30_000;
        tell(
                LongStream.rangeClosed(1, many)
                        .mapToObj(serial -> SampleJob.running(serial).snapshot())
                        .toList(),
                List.of());
        int framesBefore = frames.size();
        tell(
                List.of(),
                LongStream.rangeClosed(1, many)
                        .mapToObj(serial -> ending(serial, JobOutcome.DONE, null))
                        .toList());
        assertEquals(framesBefore + 1, frames.size());
        assertEquals(many, frames.getLast().jobs().size());
        assertEquals(EndedJobs.MOST, model.endedCount());
        assertEquals("job" + (many - EndedJobs.MOST + 1), column(Column.JOB).getFirst());
        assertEquals("job" + many, column(Column.JOB).getLast());
        tell(List.of(SampleJob.running(many + 1L).snapshot()), List.of());
        tell(List.of(), List.of(ending(many + 1L, JobOutcome.DONE, null)));
        assertEquals(EndedJobs.MOST, model.endedCount());
        assertFalse(column(Column.JOB).contains("job" + (many - EndedJobs.MOST + 1)));
        clock.advance(Duration.ofSeconds(1));
    }
}
