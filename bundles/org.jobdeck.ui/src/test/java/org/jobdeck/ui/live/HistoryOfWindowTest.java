package org.jobdeck.ui.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.history.HistoryLimits;
import org.jobdeck.history.HistoryOutcome;
import org.jobdeck.history.HistoryState;
import org.jobdeck.history.HistoryVerb;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.SampleJob;
import org.jobdeck.ui.model.UiVerb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a window sees is written into the history. */
class HistoryOfWindowTest {

    private final ManualClock clock = new ManualClock();
    private final FakeSource source = new FakeSource();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final HistoryJournal journal = HistoryJournal.startInMemory(HistoryLimits.USUAL, clock);
    private Desk desk;

    @BeforeEach
    void start() {
        Workspace workspace = new Workspace(List.of(source), List.of(), null, clock).with(journal);
        desk = new Desk(workspace, (delay, frame) -> due.add(frame), Runnable::run);
        desk.start();
    }

    @AfterEach
    void close() {
        desk.close();
        journal.close();
    }

    private void nextFrame() {
        clock.advance(UiAdapter.FRAME);
        // frames and what else beats
        for (int left = due.size(); left > 0; left--) {
            due.remove().run();
        }
    }

    private List<HistoryEntry> entries() throws Exception {
        return journal.entries().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aJobIsWrittenWithItsStatesItsVerbsAndItsEnd() throws Exception {
        Instant one = Instant.ofEpochSecond(1);
        source.tell(SampleJob.running(1)
                .at(JobStatus.RUNNING, one)
                .progress(500, 1000)
                .snapshot());
        nextFrame();
        desk.selection().set(List.of(new RowKey.Job(0, new JobKey(1))));
        desk.send(UiVerb.CANCEL);
        assertEquals("cancel", entries().getFirst().verbs().getFirst().verb());
        Instant asked = clock.now();
        clock.advance(Duration.ofMillis(250));
        source.verbs.getFirst().outcome().complete(VerbOutcome.DONE);
        Instant gone = Instant.ofEpochSecond(9);
        source.answers.add(new Changes(
                7, List.of(), List.of(new JobEnding(new JobKey(1), JobOutcome.CANCELLED, null, gone)), false, false));
        source.fire();
        nextFrame();
        HistoryEntry entry = entries().getFirst();
        assertEquals("job1", entry.job());
        assertEquals("fake", entry.origin().source());
        assertEquals("Jobdeck", entry.origin().startedBy(), "its engine runs in this program");
        assertEquals(2, entry.nodes().size());
        assertEquals(HistoryOutcome.CANCELLED, entry.outcome());
        assertEquals(gone, entry.ended());
        assertEquals(500, entry.progress().current());
        assertEquals(
                List.of(
                        new HistoryState(JobStatus.CREATED, Instant.EPOCH),
                        new HistoryState(JobStatus.RUNNING, one),
                        new HistoryState(JobStatus.NULL, gone)),
                entry.states());
        assertEquals(
                List.of(new HistoryVerb("cancel", asked, Duration.ofMillis(250), VerbOutcome.DONE)), entry.verbs());
    }

    @Test
    void progressAloneIsNoNote() throws Exception {
        source.tell(SampleJob.running(1).progress(1, 1000).snapshot());
        nextFrame();
        assertEquals(1, entries().getFirst().progress().current());
        source.tell(SampleJob.running(1).progress(900, 1000).snapshot());
        nextFrame();
        assertEquals(1, entries().getFirst().progress().current(), "written with the next state");
    }

    @Test
    void thoseThatAreTooManyToBeShownAreWrittenAllTheSame() throws Exception {
        int many = EndedJobs.MOST + 500;
        source.tell(LongStream.rangeClosed(1, many)
                .mapToObj(serial -> SampleJob.running(serial).snapshot())
                .toArray(org.jobdeck.job.common.JobSnapshot[]::new));
        nextFrame();
        source.answer(
                List.of(), LongStream.rangeClosed(1, many).mapToObj(JobKey::new).toList(), false, false);
        source.fire();
        nextFrame();
        assertEquals(EndedJobs.MOST, desk.model().endedCount());
        assertEquals(
                many,
                entries().stream()
                        .filter(entry -> entry.outcome() == HistoryOutcome.DONE)
                        .count());
    }

    @Test
    void ownJobsThatRunWhenTheWindowClosesAreInterrupted() throws Exception {
        source.tell(SampleJob.running(1).snapshot());
        nextFrame();
        desk.close();
        assertEquals(HistoryOutcome.INTERRUPTED, entries().getFirst().outcome());
    }
}
