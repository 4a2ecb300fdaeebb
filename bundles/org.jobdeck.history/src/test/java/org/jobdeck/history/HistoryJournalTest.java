package org.jobdeck.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.source.VerbOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryJournalTest {

    private static final String VM = "unix:/run/vm1.qmp";
    private static final JobKey ONE = new JobKey(1);
    private static final JobKey TWO = new JobKey(2);

    @TempDir
    Path folder;

    private final Clock clock = new ManualClock();
    private HistoryJournal journal;

    @BeforeEach
    void start() {
        journal = HistoryJournal.start(folder, HistoryLimits.USUAL, clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void restart() {
        journal.close();
        start();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<HistoryEntry> entries() throws Exception {
        return get(journal.entries());
    }

    private HistoryEntry only() throws Exception {
        assertEquals(1, entries().size());
        return entries().getFirst();
    }

    private static void note(HistoryNotes notes, JobKey key, String job, long done, HistoryOutcome outcome, String at) {
        notes.job(key, 0, () -> SampleEntry.told(at, job, done, outcome));
    }

    @Test
    void aJobIsKeptFromItsBeginningToItsEnd() throws Exception {
        HistoryNotes notes = journal.follow(VM);
        note(notes, ONE, "a", 10, HistoryOutcome.RUNNING, VM);
        assertEquals(HistoryOutcome.RUNNING, only().outcome());
        note(notes, ONE, "a", 20, HistoryOutcome.FAILED, VM);
        assertEquals(HistoryOutcome.FAILED, only().outcome());
        assertEquals(20, only().progress().current());
        restart();
        assertEquals(HistoryOutcome.FAILED, only().outcome());
    }

    @Test
    void ofManyNotesOnlyTheLastIsMade() throws Exception {
        HistoryNotes notes = journal.follow(VM);
        entries();
        AtomicInteger made = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            notes.job(ONE, 0, () -> {
                made.incrementAndGet();
                return SampleEntry.told(VM, "a", 1, HistoryOutcome.RUNNING);
            });
        }
        entries();
        assertTrue(made.get() < 10, made.get() + " entries made");
    }

    @Test
    void notesAreWrittenByThemselvesAndListenersHearOfIt() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (AutoCloseable _ = journal.addListener(told::countDown)) {
            note(journal.follow(VM), ONE, "a", 10, HistoryOutcome.RUNNING, VM);
            assertTrue(told.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void verbsAreKeptWithTheirAnswer() throws Exception {
        HistoryNotes notes = journal.follow(VM);
        Instant at = Instant.ofEpochSecond(7);
        note(notes, ONE, "a", 10, HistoryOutcome.RUNNING, VM);
        notes.verb(ONE, new HistoryVerb("cancel", at, null, null));
        assertEquals(List.of(new HistoryVerb("cancel", at, null, null)), only().verbs());
        note(notes, ONE, "a", 10, HistoryOutcome.CANCELLED, VM);
        HistoryVerb answered = new HistoryVerb("cancel", at, Duration.ofMillis(12), VerbOutcome.DONE);
        notes.verb(ONE, answered);
        notes.verb(TWO, answered);
        assertEquals(List.of(answered), only().verbs(), "even if the job is over by then");
        assertEquals(HistoryOutcome.CANCELLED, only().outcome());
    }

    @Test
    void membersOfATransactionKnowEachOther() throws Exception {
        HistoryNotes notes = journal.follow("");
        notes.job(ONE, 9, () -> SampleEntry.told("", "a", 1, HistoryOutcome.RUNNING));
        entries();
        notes.job(TWO, 9, () -> SampleEntry.told("", "b", 1, HistoryOutcome.RUNNING));
        note(notes, new JobKey(3), "c", 1, HistoryOutcome.RUNNING, "");
        assertEquals(
                List.of(List.of(), List.of("a", "b"), List.of("a", "b")),
                entries().stream().map(HistoryEntry::members).toList());
    }

    @Test
    void aJobThatGoesOnWithoutUsIsTakenUpAgain() throws Exception {
        HistoryNotes notes = journal.follow(VM);
        note(notes, ONE, "a", 10, HistoryOutcome.RUNNING, VM);
        notes.verb(ONE, new HistoryVerb("pause", Instant.EPOCH, Duration.ZERO, VerbOutcome.DONE));
        note(notes, TWO, "b", 10, HistoryOutcome.RUNNING, VM);
        notes.complete();
        long first = entries().getLast().id();
        restart();
        assertEquals(
                List.of(HistoryOutcome.LEFT, HistoryOutcome.LEFT),
                entries().stream().map(HistoryEntry::outcome).toList());
        HistoryNotes again = journal.follow(VM);
        note(again, ONE, "a", 500, HistoryOutcome.RUNNING, VM);
        again.complete();
        note(again, ONE, "a", 600, HistoryOutcome.DONE, VM);
        List<HistoryEntry> now = entries();
        assertEquals(2, now.size());
        HistoryEntry adopted = now.getLast();
        assertEquals(first, adopted.id());
        assertEquals(HistoryOutcome.DONE, adopted.outcome());
        assertEquals(1, adopted.verbs().size());
        assertEquals(
                List.of(JobStatus.CREATED, JobStatus.RUNNING, JobStatus.NULL),
                adopted.states().stream().map(HistoryState::status).toList());
        HistoryEntry gone = now.getFirst();
        assertEquals(HistoryOutcome.UNKNOWN, gone.outcome(), "nobody saw it end");
        assertEquals(clock.now(), gone.ended());
    }

    @Test
    void anotherJobOfThatNameIsNotTakenForIt() throws Exception {
        HistoryNotes notes = journal.follow(VM);
        note(notes, ONE, "a", 500, HistoryOutcome.RUNNING, VM);
        notes.leave();
        assertEquals(HistoryOutcome.LEFT, only().outcome());
        HistoryNotes again = journal.follow(VM);
        note(again, ONE, "a", 10, HistoryOutcome.RUNNING, VM);
        again.complete();
        assertEquals(
                List.of(HistoryOutcome.RUNNING, HistoryOutcome.UNKNOWN),
                entries().stream().map(HistoryEntry::outcome).toList(),
                "no job goes back");
    }

    @Test
    void anotherMachineChangesNothing() throws Exception {
        note(journal.follow(VM), ONE, "a", 10, HistoryOutcome.RUNNING, VM);
        restart();
        HistoryNotes other = journal.follow("unix:/run/vm2.qmp");
        note(other, ONE, "a", 20, HistoryOutcome.RUNNING, "unix:/run/vm2.qmp");
        other.complete();
        assertEquals(
                List.of(HistoryOutcome.RUNNING, HistoryOutcome.LEFT),
                entries().stream().map(HistoryEntry::outcome).toList());
    }

    @Test
    void jobsOfTheOwnEngineEndWithTheProgram() throws Exception {
        note(journal.follow(""), ONE, "a", 10, HistoryOutcome.RUNNING, "");
        restart();
        assertEquals(HistoryOutcome.INTERRUPTED, only().outcome());
    }

    /** As it is after a kill: what was running still says so. */
    @Test
    void whatARunThatDiedLeftOpenIsPutRight() throws Exception {
        journal.close();
        try (HistoryStore store = HistoryStore.open(folder, HistoryLimits.USUAL, clock)) {
            store.put(SampleEntry.told("", "own", 5, HistoryOutcome.RUNNING).withId(1));
            store.put(SampleEntry.told(VM, "theirs", 5, HistoryOutcome.RUNNING).withId(2));
        }
        start();
        List<HistoryEntry> found = entries();
        assertEquals(HistoryOutcome.LEFT, found.getFirst().outcome());
        assertEquals(HistoryOutcome.INTERRUPTED, found.getLast().outcome());
        assertEquals(SampleEntry.START.plusSeconds(5), found.getLast().ended(), "when it was seen last");
    }

    @Test
    void entriesCanBeDeleted() throws Exception {
        note(journal.follow(VM), ONE, "a", 10, HistoryOutcome.DONE, VM);
        get(journal.delete(List.of(only().id())));
        assertEquals(List.of(), entries());
        restart();
        assertEquals(List.of(), entries());
    }

    @Test
    void afterTheEndQuestionsAreRefusedAndNotesAreLost() {
        HistoryNotes notes = journal.follow(VM);
        journal.close();
        note(notes, ONE, "a", 10, HistoryOutcome.DONE, VM);
        assertThrows(ExecutionException.class, this::entries);
    }
}
