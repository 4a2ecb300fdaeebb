package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.SourceState;
import org.jobdeck.ui.model.Column;
import org.jobdeck.ui.model.RowFilter;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.SampleJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UiAdapterTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final RowModel model = new RowModel();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final List<Frame> frames = new ArrayList<>();
    private Duration pause;
    private UiAdapter adapter;

    @BeforeEach
    void start() {
        adapter = new UiAdapter(List.of(source), model, clock, (delay, frame) -> {
            pause = delay;
            due.add(frame);
        });
        adapter.addListener(frames::add);
        adapter.start();
        frames.clear();
        source.askedSince.clear();
    }

    @AfterEach
    void close() {
        adapter.close();
    }

    private void nextFrame() {
        clock.advance(UiAdapter.FRAME);
        assertEquals(1, due.size(), "one frame waits");
        due.poll().run();
    }

    private List<String> ids() {
        return model.roots().getFirst().children().stream()
                .map(row -> row.cells().text(Column.JOB))
                .toList();
    }

    private List<String> states() {
        return model.roots().getFirst().children().stream()
                .map(row -> row.cells().text(Column.STATE))
                .toList();
    }

    @Test
    void asksOnlyAfterAnEventAndOnceHoweverManyThereWere() {
        nextFrame();
        assertEquals(List.of(), source.askedSince);
        for (int i = 0; i < 10_000; i++) {
            source.fire();
        }
        nextFrame();
        assertEquals(1, source.askedSince.size());
        nextFrame();
        assertEquals(1, source.askedSince.size());
    }

    @Test
    void showsWhatIsNewWhatDiffersAndWhatIsGone() {
        source.tell(SampleJob.running(1).snapshot(), SampleJob.running(2).snapshot());
        nextFrame();
        assertEquals(List.of("job1", "job2"), ids());
        assertEquals(1, frames.size());
        assertTrue(frames.getFirst().structure());

        source.tell(SampleJob.running(2).progress(500, 1000).snapshot());
        nextFrame();
        assertEquals(new Frame(false, false, Set.of(new RowKey.Job(0, new JobKey(2)))), frames.getLast());

        source.answer(List.of(), List.of(new JobKey(1)), false, false);
        source.fire();
        nextFrame();
        assertEquals(List.of("Ended: done", "Running"), states());
        assertEquals(Set.of(new RowKey.Job(0, new JobKey(1))), frames.getLast().jobs());
        assertEquals(List.of(0L, 1L, 2L), source.askedSince);
    }

    @Test
    void aRefusedQuestionIsAskedAgainInTheNextFrame() {
        source.tell(SampleJob.running(1).snapshot());
        source.busy = true;
        nextFrame();
        nextFrame();
        assertEquals(List.of(), ids());
        source.busy = false;
        nextFrame();
        assertEquals(List.of("job1"), ids());
        assertEquals(3, source.askedSince.size());
        FrameStats.Reading stats = adapter.stats().read();
        assertEquals(2, stats.refusals());
        assertEquals(4, stats.asks(), "one of the start and three here");
    }

    @Test
    void moreIsFetchedAtOnceWhereThatIsQuick() {
        source.answer(List.of(SampleJob.running(1).snapshot()), List.of(), false, true);
        source.answer(List.of(SampleJob.running(2).snapshot()), List.of(), false, false);
        source.fire();
        nextFrame();
        assertEquals(List.of("job1", "job2"), ids());
        assertEquals(2, source.askedSince.size());
    }

    @Test
    void moreThatComesSlowlyIsFetchedOnePieceAFrame() {
        source.whenAsked = () -> clock.advance(UiAdapter.WORK);
        source.answer(List.of(SampleJob.running(1).snapshot()), List.of(), false, true);
        source.answer(List.of(SampleJob.running(2).snapshot()), List.of(), false, false);
        source.fire();
        nextFrame();
        assertEquals(List.of("job1"), ids());
        assertEquals(UiAdapter.SOON, pause);
        nextFrame();
        assertEquals(List.of("job1", "job2"), ids());
        assertEquals(UiAdapter.FRAME, pause);
        nextFrame();
        assertEquals(2, source.askedSince.size());
    }

    @Test
    void framesAreFewerWhileNothingHappens() {
        nextFrame();
        assertEquals(UiAdapter.REST, pause);
        source.tell(SampleJob.running(1).snapshot());
        source.busy = true;
        nextFrame();
        assertEquals(UiAdapter.FRAME, pause, "it has something to tell and could not");
        source.busy = false;
        nextFrame();
        assertEquals(UiAdapter.FRAME, pause, "something was shown");
        nextFrame();
        assertEquals(UiAdapter.REST, pause);
    }

    @Test
    void aResyncEndsWhatIsNotConfirmedByItsLastPiece() {
        source.tell(
                SampleJob.running(1).snapshot(),
                SampleJob.running(2).snapshot(),
                SampleJob.running(3).snapshot());
        nextFrame();
        source.whenAsked = () -> clock.advance(UiAdapter.WORK);
        source.answer(List.of(SampleJob.running(1).snapshot()), List.of(), true, true);
        source.answer(List.of(SampleJob.running(3).snapshot()), List.of(), false, false);
        source.fire();
        nextFrame();
        assertEquals(List.of("job1", "job2", "job3"), ids());
        assertEquals(List.of("Running", "Running", "Running"), states());
        nextFrame();
        assertEquals(List.of("Running", "Ended: outcome unknown", "Running"), states());
        assertEquals(1, adapter.stats().read().resyncs());
    }

    @Test
    void ratesFallByThemselves() {
        source.tell(SampleJob.running(1).progress(0, 1_000_000).snapshot());
        nextFrame();
        clock.advance(Duration.ofSeconds(1));
        source.tell(SampleJob.running(1).progress(100_000, 1_000_000).snapshot());
        nextFrame();
        long rate = model.jobsOf(List.of(new RowKey.Job(0, new JobKey(1))))
                .getFirst()
                .rate();
        assertTrue(rate > 50_000, "rate " + rate);
        clock.advance(Duration.ofSeconds(20));
        for (int i = 0; i < 2 * UiAdapter.FRAMES_PER_TICK; i++) {
            nextFrame();
        }
        assertEquals(
                0,
                model.jobsOf(List.of(new RowKey.Job(0, new JobKey(1))))
                        .getFirst()
                        .rate());
    }

    @Test
    void aJobThatStandsStillMakesNoFrames() {
        source.tell(SampleJob.running(1).at(JobStatus.PENDING).snapshot());
        nextFrame();
        int before = frames.size();
        for (int i = 0; i < 20; i++) {
            nextFrame();
        }
        assertEquals(before, frames.size());
    }

    @Test
    void aLostSourceShows() {
        source.state = SourceState.LOST;
        nextFrame();
        assertTrue(frames.getLast().sources());
        assertEquals("Connection lost", model.roots().getFirst().cells().text(Column.STATE));
    }

    @Test
    void theJobsOfALostSourceShowThatToo() {
        source.tell(SampleJob.running(1).snapshot());
        nextFrame();
        source.state = SourceState.LOST;
        nextFrame();
        assertEquals(1, frames.getLast().jobs().size());
        assertEquals(
                "Connection lost",
                model.roots().getFirst().children().getFirst().cells().text(Column.STATE));
    }

    @Test
    void sourcesComeAndGoWhileTheWindowIsOpen() {
        FakeSource second = new FakeSource();
        int number = adapter.add(second);
        second.tell(SampleJob.running(7).snapshot());
        nextFrame();
        assertEquals(2, model.roots().size());
        assertEquals(second, adapter.source(number));
        assertEquals(1, model.jobCount());
        adapter.remove(number);
        nextFrame();
        assertTrue(frames.getLast().structure());
        assertEquals(1, model.roots().size());
        assertEquals(0, model.jobCount());
        assertEquals(List.of(), second.listeners);
    }

    @Test
    void aFilterShowsAtOnce() {
        source.tell(SampleJob.running(1).snapshot(), SampleJob.running(2).snapshot());
        nextFrame();
        model.setFilter(RowFilter.of("job2"));
        adapter.showModel();
        assertEquals(List.of("job2"), ids());
        assertTrue(frames.getLast().structure());
    }

    @Test
    void framesGoOnAfterAFailureAndEndWithClose() {
        adapter.addListener(frame -> {
            throw new IllegalStateException("of the test");
        });
        source.tell(SampleJob.running(1).snapshot());
        boolean failed = false;
        try {
            nextFrame();
        } catch (IllegalStateException expected) {
            failed = true;
        }
        assertTrue(failed);
        assertEquals(1, due.size());
        adapter.close();
        due.poll().run();
        assertTrue(due.isEmpty());
        assertTrue(source.listeners.isEmpty());
        assertFalse(source.askedSince.isEmpty());
    }

    @Test
    void whatIsPostedRunsInTheNextFrameAndWhatThatPostsInTheOneAfter() {
        List<String> ran = new ArrayList<>();
        adapter.post(() -> {
            ran.add("first");
            adapter.post(() -> ran.add("second"));
        });
        assertEquals(List.of(), ran);
        nextFrame();
        assertEquals(List.of("first"), ran);
        nextFrame();
        assertEquals(List.of("first", "second"), ran);
    }
}
