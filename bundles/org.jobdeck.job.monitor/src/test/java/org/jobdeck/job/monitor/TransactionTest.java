package org.jobdeck.job.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that succeed together or not at all. */
class TransactionTest {

    private final Rig rig = new Rig();
    private final List<String> results = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    private JobSpec spec(String id, JobTxn txn) {
        return JobSpec.named(id).in(rig.main).joining(txn).onCompletion(result -> results.add(id + " " + result));
    }

    /** Tells the callbacks of the end in one list for all jobs. */
    private Scripted traced(String id, Scripted driver) {
        return new Scripted(driver::run) {
            @Override
            public boolean cancel(boolean force) {
                return driver.cancel(force);
            }

            @Override
            public void prepare() throws JobException {
                trace.add(id + " prepare");
                driver.prepare();
            }

            @Override
            public void commit() {
                trace.add(id + " commit");
            }

            @Override
            public void abort() {
                trace.add(id + " abort");
            }

            @Override
            public void clean() {
                trace.add(id + " clean");
            }
        };
    }

    @Test
    void allSucceedNewestFirst() {
        JobTxn txn = rig.monitor.newTxn();
        Job a = rig.asBlockJob(rig.create(spec("a", txn), traced("a", Scripted.quick())));
        Job b = rig.asBlockJob(rig.create(spec("b", txn), traced("b", Scripted.quick())));
        rig.verb((held, m) -> m.unref(held, txn));
        rig.jobs.start(a);
        rig.settle();
        assertEquals(JobStatus.WAITING, rig.status(a), "b has not ended");
        rig.jobs.start(b);
        assertEquals(
                List.of(
                        "a created",
                        "b created",
                        "a running",
                        "a waiting",
                        "b running",
                        "b waiting",
                        "b pending",
                        "a pending",
                        "b COMPLETED",
                        "b concluded",
                        "b null",
                        "a COMPLETED",
                        "a concluded",
                        "a null"),
                rig.takeEvents());
        assertEquals(List.of("b prepare", "a prepare", "b commit", "b clean", "a commit", "a clean"), trace);
        assertEquals(List.of("b 0", "a 0"), results);
    }

    @Test
    void oneFailureFailsAll() {
        JobTxn txn = rig.monitor.newTxn();
        Job a = rig.asBlockJob(rig.create(spec("a", txn), traced("a", Scripted.sleeper())));
        Job b = rig.asBlockJob(rig.create(spec("b", txn), traced("b", Scripted.failing(Errno.EIO))));
        Job c = rig.asBlockJob(rig.create(spec("c", txn), traced("c", Scripted.quick())));
        rig.jobs.start(a);
        rig.jobs.start(c);
        rig.settle();
        rig.events.clear();
        rig.jobs.start(b);
        assertEquals(
                List.of(
                        "b running",
                        "b aborting",
                        "c aborting",
                        "c CANCELLED",
                        "c concluded",
                        "c null",
                        "b COMPLETED",
                        "b concluded",
                        "b null",
                        "a aborting",
                        "a CANCELLED",
                        "a concluded",
                        "a null"),
                rig.takeEvents());
        assertEquals(List.of("c -125", "b -5", "a -125"), results);
        assertEquals(List.of("c abort", "c clean", "b abort", "b clean", "a abort", "a clean"), trace);
    }

    @Test
    void cancelOfOneCancelsAll() {
        JobTxn txn = rig.monitor.newTxn();
        Job a = rig.create(spec("a", txn), Scripted.sleeper());
        Job b = rig.create(spec("b", txn), Scripted.sleeper());
        rig.jobs.start(a);
        rig.jobs.start(b);
        rig.verb((held, m) -> m.userCancel(held, a, false));
        rig.settle();
        assertEquals(List.of("b -125", "a -125"), results);
    }

    @Test
    void aFailingPrepareUndoesAll() {
        JobTxn txn = rig.monitor.newTxn();
        Scripted unwilling = Scripted.quick();
        unwilling.failPrepare = new JobException(Errno.ENOSPC);
        Job a = rig.create(spec("a", txn), traced("a", unwilling));
        Job b = rig.create(spec("b", txn), traced("b", Scripted.quick()));
        rig.jobs.start(a);
        rig.jobs.start(b);
        rig.settle();
        assertEquals(List.of("b prepare", "a prepare", "b abort", "b clean", "a abort", "a clean"), trace);
        assertEquals(List.of("b -125", "a -28"), results);
    }

    @Test
    void prepareStopsAtTheFirstFailure() {
        JobTxn txn = rig.monitor.newTxn();
        Scripted unwilling = Scripted.quick();
        unwilling.failPrepare = new JobException(Errno.ENOSPC);
        Job a = rig.create(spec("a", txn), traced("a", Scripted.quick()));
        Job b = rig.create(spec("b", txn), traced("b", unwilling));
        rig.jobs.start(a);
        rig.jobs.start(b);
        rig.settle();
        assertFalse(trace.contains("a prepare"), "" + trace);
        assertEquals(List.of("b -28", "a -125"), results);
    }

    @Test
    void oneManualFinalizeHoldsAllAndFinalizeOfAnyReleasesAll() {
        JobTxn txn = rig.monitor.newTxn();
        Job a = rig.asBlockJob(rig.create(spec("a", txn).manualFinalize(), Scripted.quick()));
        Job b = rig.asBlockJob(rig.create(spec("b", txn), Scripted.quick()));
        rig.jobs.start(a);
        rig.jobs.start(b);
        rig.settle();
        assertEquals(List.of(JobStatus.PENDING, JobStatus.PENDING), List.of(rig.status(a), rig.status(b)));
        assertTrue(rig.events.contains("a PENDING"));
        assertFalse(rig.events.contains("b PENDING"), "only those with manual finalize say so");
        rig.verb((held, m) -> m.finalizeTxn(held, b));
        rig.settle();
        assertEquals(List.of("b 0", "a 0"), results);
    }

    @Test
    void jobsThatNeverStartedAreUndoneWithTheRest() {
        JobTxn txn = rig.monitor.newTxn();
        Scripted idle = Scripted.quick();
        Job a = rig.create(spec("a", txn), traced("a", idle));
        Job b = rig.create(spec("b", txn), traced("b", Scripted.failing(Errno.EIO)));
        rig.create(spec("c", txn), traced("c", Scripted.quick()));
        rig.jobs.start(b);
        rig.settle();
        assertEquals(List.of("c -125", "b -5", "a -125"), results);
        assertEquals(JobStatus.NULL, rig.status(a));
        assertEquals(List.of(), idle.calls.stream().filter("run"::equals).toList());
    }

    @Test
    void cancelOfACreatedMemberUndoesAllCreatedOnes() {
        JobTxn txn = rig.monitor.newTxn();
        Job a = rig.create(spec("a", txn), Scripted.quick());
        rig.create(spec("b", txn), Scripted.quick());
        rig.verb((held, m) -> assertEquals(-125, m.cancelSync(held, a, true)));
        assertEquals(List.of("b -125", "a -125"), results);
        assertEquals(
                List.of(
                        "a created",
                        "b created",
                        "a aborting",
                        "b aborting",
                        "b concluded",
                        "b null",
                        "a concluded",
                        "a null"),
                rig.takeEvents());
    }

    @Test
    void aDriverThatAnswersSoftlyIsForcedAllTheSameWhenItsTransactionFails() {
        JobTxn txn = rig.monitor.newTxn();
        Scripted soft = Scripted.converging().answering(force -> false);
        Job a = rig.create(spec("a", txn), traced("a", soft));
        Job b = rig.create(spec("b", txn), traced("b", Scripted.failing(Errno.EIO)));
        rig.jobs.start(a);
        rig.jobs.start(b);
        rig.settle();
        assertEquals(List.of("b -5", "a -125"), results);
        assertFalse(trace.contains("a commit"), "" + trace);
    }

    @Test
    void membersOnOtherLoopsEndTogetherToo() {
        JobTxn txn = rig.monitor.newTxn();
        List<Job> members = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Scripted driver = i == 3 ? Scripted.failing(Errno.EIO) : Scripted.sleeper();
            members.add(rig.create(spec("j" + i, txn).in(null), driver));
        }
        members.forEach(rig.jobs::start);
        rig.pollUntil(() -> results.size() == 5);
        assertEquals(List.of("j4 -125", "j3 -5", "j2 -125", "j1 -125", "j0 -125"), results);
    }

    @Test
    void theRaceOfAFailureAndASuccessHasOneOutcome() {
        for (int i = 0; i < 300; i++) {
            results.clear();
            JobTxn txn = rig.monitor.newTxn();
            Scripted yielding = new Scripted(context -> context.yieldJob());
            Job a = rig.create(spec("a", txn), Scripted.sleeper());
            Job b = rig.create(spec("b", txn), yielding);
            rig.jobs.start(a);
            rig.jobs.start(b);
            rig.verb((held, m) -> {
                m.cancel(held, a, false);
                m.unref(held, txn);
            });
            rig.jobs.enter(b);
            rig.jobs.enter(b);
            rig.settle();
            assertEquals(List.of("b -125", "a -125"), results, "round " + i);
        }
    }

    @Test
    void theMakersReferenceMayBeGivenBackEarlyButNotTwiceAfterTheEnd() {
        JobTxn txn = rig.monitor.newTxn();
        rig.verb((held, m) -> m.unref(held, txn));
        rig.verb((held, m) -> assertThrows(IllegalStateException.class, () -> m.unref(held, txn)));
        IllegalStateException gone =
                assertThrows(IllegalStateException.class, () -> rig.jobs.create(spec("late", txn), Scripted.quick()));
        assertTrue(gone.getMessage().contains("is gone"));
        assertTrue(rig.is(held -> rig.monitor.list(held).isEmpty()), "and no half of a job is left");
        assertEquals(List.of(), rig.takeEvents());
    }

    @Test
    void nobodyJoinsATransactionThatIsBeingUndone() {
        JobTxn txn = rig.monitor.newTxn();
        List<Throwable> refused = new ArrayList<>();
        Scripted driver =
                new Scripted(context -> {
                    throw new JobException(Errno.EIO);
                }) {
                    @Override
                    public void abort() {
                        refused.add(assertThrows(
                                IllegalStateException.class,
                                () -> rig.jobs.create(spec("late", txn), Scripted.quick())));
                    }
                };
        Job job = rig.create(spec("j", txn), driver);
        rig.jobs.start(job);
        rig.settle();
        assertEquals(1, refused.size());
        assertTrue(refused.getFirst().getMessage().contains("is being undone"));
        assertEquals(List.of("j -5"), results);
    }

    /** Refused before anything has changed, not when the first wait comes. */
    @Test
    void aBodyInTheMainLoopCannotUndoATransactionAsItCannotWait() {
        JobTxn txn = rig.monitor.newTxn();
        Job created = rig.create(spec("created", txn), Scripted.quick());
        Job running = rig.create(spec("running", txn), Scripted.sleeper());
        rig.jobs.start(running);
        List<Throwable> refused = new ArrayList<>();
        Scripted meddler = new Scripted(context -> refused.add(assertThrows(
                IllegalStateException.class, () -> rig.verb((held, m) -> m.userCancel(held, created, true)))));
        rig.jobs.start(rig.inMain("meddler", meddler));
        rig.settle();
        assertEquals(1, refused.size());
        assertEquals(JobStatus.CREATED, rig.status(created));
        assertFalse(rig.snapshot(created).cancelRequested());
        rig.verb((held, m) -> m.userCancel(held, created, true));
        rig.settle();
        assertEquals(List.of("running -125", "created -125"), results);
    }

    @Test
    void snapshotsNameTheTransaction() {
        JobTxn txn = rig.monitor.newTxn();
        Job a = rig.create(spec("a", txn), Scripted.quick());
        assertEquals(1, rig.snapshot(a).txnMembers());
        Job b = rig.create(spec("b", txn), Scripted.quick());
        Job alone = rig.create(JobSpec.named("alone"), Scripted.quick());
        assertEquals(2, rig.snapshot(a).txnMembers());
        assertEquals(txn.serial(), rig.snapshot(a).txn());
        assertEquals(rig.snapshot(a).txn(), rig.snapshot(b).txn());
        assertEquals(1, rig.snapshot(alone).txnMembers());
        assertFalse(rig.snapshot(alone).txn() == txn.serial());
    }
}
