package org.jobdeck.job.common.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader of changes gets: all that is new to it, nothing else, in pages. */
class ChangeLogTest {

    private final CoreRig rig = new CoreRig();

    @AfterEach
    void close() {
        rig.close();
    }

    /** A reader as a user interface has one. */
    private final class Reader {
        final Map<JobKey, JobSnapshot> known = new HashMap<>();
        long version;
        int copied;
        int resyncs;

        /** One page; returns whether there is more. */
        boolean page(int limit) {
            Changes changes = rig.locked(held -> rig.layer.changesSince(held, version, limit));
            if (changes.resync()) {
                known.clear();
                resyncs++;
            }
            changes.upserted().forEach(job -> known.put(job.key(), job));
            changes.ended().forEach(ending -> known.remove(ending.key()));
            copied += changes.upserted().size();
            version = changes.version();
            return changes.more();
        }

        void readAll(int limit) {
            int pages = 0;
            while (page(limit)) {
                pages++;
                assertTrue(pages < 10_000, "the pages never end");
            }
        }

        List<String> ids() {
            return known.values().stream().map(JobSnapshot::id).sorted().toList();
        }
    }

    /** Nobody may ever read: an engine without a window keeps little of jobs that are gone, however many there were. */
    @Test
    void jobsThatAreGoneAreNotKeptForTheirProgress() {
        for (int i = 0; i < 2000; i++) {
            JobCore job = rig.create("j" + i);
            job.progress().update(1);
            rig.layer.completion().earlyFail(job);
            job.progress().update(1);
            assertTrue(
                    rig.layer.changes().progressMarks() <= 256,
                    () -> "marks: " + rig.layer.changes().progressMarks());
        }
    }

    /** One hold of the lock is as short however many jobs have moved since the last. */
    @Test
    void oneQuestionTakesAsManyMarksAsJobs() {
        List<JobCore> jobs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            jobs.add(rig.create("j" + i));
        }
        Reader reader = new Reader();
        reader.readAll(256);
        jobs.forEach(job -> job.progress().update(7));
        long seen = reader.version;
        Changes page = rig.locked(held -> rig.layer.changesSince(held, seen, 16));
        assertEquals(16, page.upserted().size());
        assertEquals(84, rig.layer.changes().progressMarks());
        assertTrue(page.more());
        reader.readAll(16);
        assertEquals(0, rig.layer.changes().progressMarks());
        assertTrue(reader.known.values().stream().allMatch(job -> job.progress().current() == 7));
    }

    private Changes since(long version) {
        return rig.locked(held -> rig.layer.changesSince(held, version, 256));
    }

    private static List<String> ids(Changes changes) {
        return changes.upserted().stream().map(JobSnapshot::id).toList();
    }

    @Test
    void nothingHappenedNothingTold() {
        assertTrue(since(0).isEmpty());
        assertEquals(Changes.none(0), since(0));
        rig.create("a");
        Changes first = since(0);
        assertEquals(List.of("a"), ids(first));
        assertTrue(since(first.version()).isEmpty());
    }

    @Test
    void onlyWhatDiffersIsTold() {
        JobCore a = rig.create("a");
        rig.create("b");
        long seen = since(0).version();
        rig.underLock(held -> a.become(held, JobStatus.RUNNING));
        Changes changes = since(seen);
        assertEquals(List.of("a"), ids(changes));
        assertEquals(JobStatus.RUNNING, changes.upserted().getFirst().status());
        assertTrue(changes.version() > seen);
        assertFalse(changes.resync());
        assertFalse(changes.more());
    }

    @Test
    void leastRecentlyChangedFirst() {
        JobCore a = rig.create("a");
        rig.create("b");
        rig.create("c");
        rig.underLock(held -> a.addPause(held));
        assertEquals(List.of("b", "c", "a"), ids(since(0)));
    }

    @Test
    void everyVisibleFieldRaisesTheVersion() {
        JobCore a = rig.create("a");
        Reader reader = new Reader();
        reader.readAll(256);
        List<Runnable> changes = List.of(
                () -> rig.underLock(held -> a.addPause(held)),
                () -> rig.underLock(held -> a.takePauseBack(held)),
                () -> rig.underLock(held -> a.setUserPaused(held, true)),
                () -> rig.underLock(held -> a.markCancelled(held, true)),
                () -> rig.underLock(held -> a.setSpeed(held, 5)),
                () -> rig.underLock(held -> a.setIoStatus(held, org.jobdeck.job.common.IoStatus.NOSPACE)),
                () -> rig.underLock(held ->
                        a.setResources(held, List.of(new org.jobdeck.job.common.JobResource("source", "n", "f")))),
                () -> a.progress().update(1),
                () -> rig.underLock(held -> a.become(held, JobStatus.ABORTING)));
        for (Runnable change : changes) {
            long before = reader.version;
            JobSnapshot old = reader.known.get(a.key());
            change.run();
            reader.readAll(256);
            assertTrue(reader.version > before);
            assertFalse(old.equals(reader.known.get(a.key())));
            assertEquals(rig.locked(a::snapshot), reader.known.get(a.key()));
        }
    }

    @Test
    void removalsAreToldToThoseWhoKnewTheJob() {
        JobCore a = rig.create("a");
        rig.create("b");
        long seen = since(0).version();
        rig.layer.completion().earlyFail(a);
        Changes changes = since(seen);
        JobEnding ending = changes.ended().getFirst();
        assertEquals(a.key(), ending.key());
        assertEquals(JobOutcome.UNKNOWN, ending.outcome(), "it was never started");
        assertEquals("a", ending.last().id());
        assertEquals(JobStatus.NULL, ending.last().status());
        assertEquals(List.of(), changes.upserted());
        assertEquals(List.of(), since(changes.version()).ended());
        assertEquals(List.of(), since(0).ended(), "who knows nothing has nothing to forget");
    }

    @Test
    void whoMissedTooManyRemovalsStartsAfresh() {
        rig.create("stays");
        Reader reader = new Reader();
        reader.readAll(256);
        removeMany(4096);
        assertFalse(since(reader.version).resync(), "as many are remembered");
        removeMany(1);
        Changes changes = since(reader.version);
        assertTrue(changes.resync());
        assertEquals(List.of("stays"), ids(changes));
        assertEquals(List.of(), changes.ended());
        assertFalse(since(changes.version()).resync());
    }

    private void removeMany(int count) {
        for (int i = 0; i < count; i++) {
            rig.layer.completion().earlyFail(rig.create("gone-" + i));
        }
        rig.poll();
        rig.events.clear();
    }

    @Test
    void pagesComeToAnEndAlsoWhenAllJobsAreOlderThanTheRememberedRemovals() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            ids.add(rig.create("old-" + i).id());
        }
        Reader late = new Reader();
        late.page(256);
        removeMany(5000);
        late.readAll(256);
        assertEquals(ids, new HashSet<>(late.ids()));
        assertEquals(1, late.resyncs);
        Reader fresh = new Reader();
        fresh.readAll(256);
        assertEquals(ids, new HashSet<>(fresh.ids()));
        assertEquals(0, fresh.resyncs);
        assertEquals(600, fresh.copied, "each job is copied once");
    }

    @Test
    void atMostTheLimitIsCopiedInOneHold() {
        for (int i = 0; i < 1000; i++) {
            rig.create("j" + i);
        }
        Changes page = since(0);
        assertEquals(256, page.upserted().size());
        assertTrue(page.more());
        Reader reader = new Reader();
        reader.readAll(256);
        assertEquals(1000, reader.known.size());
        assertEquals(1000, reader.copied);
    }

    @Test
    void exactlyTheLimitHasNoMore() {
        for (int i = 0; i < 256; i++) {
            rig.create("j" + i);
        }
        Changes page = since(0);
        assertEquals(256, page.upserted().size());
        assertFalse(page.more());
    }

    @Test
    void membersOfOneTransactionComeTogetherEvenBeyondTheLimit() {
        TxnCore txn = rig.layer.newTxn();
        rig.create("m0", txn);
        for (int i = 0; i < 9; i++) {
            rig.create("alone-" + i);
        }
        JobCore m1 = rig.create("m1", txn);
        JobCore m2 = rig.create("m2", txn);
        long seen = since(0).version();
        rig.underLock(held -> m1.addPause(held));
        Changes changes = since(seen);
        assertEquals(Set.of("m0", "m1", "m2"), new HashSet<>(ids(changes)));
        Changes small = rig.locked(held -> rig.layer.changesSince(held, 0, 10));
        List<String> got = ids(small);
        assertTrue(got.containsAll(List.of("m0", "m1", "m2")), "the ninth is a member: " + got);
        assertTrue(changes.upserted().stream().allMatch(job -> job.txnMembers() == 3 && job.txn() == txn.serial()));
        rig.underLock(held -> m2.leaveTxn(held));
        rig.underLock(held -> m1.addPause(held));
        assertEquals(Set.of("m0", "m1"), new HashSet<>(ids(since(changes.version()))), "m2 has left");
    }

    @Test
    void progressMarksAJobOncePerReadAndTakesNoLock() throws InterruptedException {
        JobCore a = rig.create("a");
        since(0);
        AtomicInteger told = new AtomicInteger();
        rig.layer.addChangeListener(told::incrementAndGet);
        long seen = since(0).version();
        rig.underLock(held -> {
            // while somebody else holds the lock
            Thread mover = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    a.progress().update(1);
                }
            });
            try {
                mover.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertEquals(1, told.get());
        Changes changes = since(seen);
        assertEquals(1000, changes.upserted().getFirst().progress().current());
        assertEquals(seen + 1, changes.version(), "one change, not a thousand");
        a.progress().update(1);
        assertEquals(2, told.get());
        assertEquals(1, since(changes.version()).upserted().size());
    }

    @Test
    void progressOfInternalAndGoneJobsTellsNobody() {
        JobCore internal = rig.create(null);
        JobCore gone = rig.create("gone");
        rig.layer.completion().earlyFail(gone);
        long seen = since(0).version();
        AtomicInteger told = new AtomicInteger();
        rig.layer.addChangeListener(told::incrementAndGet);
        internal.progress().update(1);
        assertEquals(0, told.get());
        gone.progress().update(1);
        assertTrue(since(seen).isEmpty());
    }

    @Test
    void aListenerThatFailsOrHasLeftDoesNoHarm() throws Exception {
        AtomicInteger told = new AtomicInteger();
        rig.layer.addChangeListener(() -> {
            throw new IllegalArgumentException("on purpose");
        });
        AutoCloseable handle = rig.layer.addChangeListener(told::incrementAndGet);
        JobCore a = rig.create("a");
        assertEquals(1, told.get());
        handle.close();
        rig.underLock(held -> a.become(held, JobStatus.RUNNING));
        assertEquals(1, told.get());
        assertEquals(JobStatus.RUNNING, rig.locked(a::status));
    }

    @Test
    void randomChangesReadInSmallPagesAlwaysEndInTheSamePicture() {
        for (int seed = 0; seed < 50; seed++) {
            try (CoreRig own = new CoreRig()) {
                randomRun(own, new Random(seed), "seed " + seed);
            }
        }
    }

    private static void randomRun(CoreRig own, Random random, String message) {
        List<JobCore> alive = new ArrayList<>();
        Map<JobKey, JobSnapshot> known = new HashMap<>();
        long[] version = {0};
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(4)) {
                case 0 -> alive.add(own.create("j" + step));
                case 1 -> {
                    if (!alive.isEmpty()) {
                        own.layer.completion().earlyFail(alive.remove(random.nextInt(alive.size())));
                    }
                }
                case 2 -> {
                    if (!alive.isEmpty()) {
                        alive.get(random.nextInt(alive.size())).progress().update(1);
                    }
                }
                default -> {
                    Changes page = own.locked(held -> own.layer.changesSince(held, version[0], 3));
                    page.upserted().forEach(job -> known.put(job.key(), job));
                    page.ended().forEach(ending -> known.remove(ending.key()));
                    version[0] = page.version();
                }
            }
        }
        boolean more = true;
        while (more) {
            Changes page = own.locked(held -> own.layer.changesSince(held, version[0], 3));
            page.upserted().forEach(job -> known.put(job.key(), job));
            page.ended().forEach(ending -> known.remove(ending.key()));
            version[0] = page.version();
            more = page.more();
        }
        Map<JobKey, JobSnapshot> truth = new HashMap<>();
        alive.forEach(job -> truth.put(job.key(), own.locked(job::snapshot)));
        assertEquals(truth, known, message);
    }
}
