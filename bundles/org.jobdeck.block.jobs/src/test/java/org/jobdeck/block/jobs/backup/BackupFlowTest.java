package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.Permissions;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a backup works through its source: in flight, limited, paused, drained, cancelled, in a transaction. */
class BackupFlowTest {

    private static final int CANCELLED = -Errno.ECANCELED.number();
    private static final List<String> FORCED_END = List.of("aborting", "CANCELLED", "concluded");

    private final ManualClock clock = new ManualClock();
    private final List<BlockNode> opened = new ArrayList<>();
    private BackupBench bench;

    /** Source and target of that many MiB. */
    private GatedDisk setUp(Clock time, int mebibytes) throws Exception {
        bench = new BackupBench(time);
        return addPair("", mebibytes);
    }

    private GatedDisk addPair(String suffix, int mebibytes) throws Exception {
        GatedDisk disk = new GatedDisk((long) mebibytes * MIB);
        opened.add(bench.node("source" + suffix, disk));
        opened.add(bench.nullNode("target" + suffix, (long) mebibytes * MIB));
        return disk;
    }

    private void releaseNodes() {
        opened.forEach(BlockNode::unref);
        opened.clear();
    }

    @AfterEach
    void nothingIsLeft() {
        releaseNodes();
        bench.assertNoNodes();
        bench.close();
    }

    private Job start(Object... more) throws JobException {
        return bench.start(BackupBench.nodes("source", "target", more));
    }

    private JobStatus status(Job job) {
        return bench.bench.status(job);
    }

    private void poll() {
        while (bench.bench.main.poll(false)) {
            // until nothing is left to do now
        }
    }

    private long done(Job job) {
        return job.progress().get().current() / MIB;
    }

    private void endsWell(Job job) throws JobException {
        poll();
        assertEquals(JobStatus.CONCLUDED, status(job));
        assertEquals(0, bench.bench.snapshot(job).result());
        assertEquals(job.progress().get().total(), job.progress().get().current());
        bench.dismiss(job);
    }

    private void cancel(Job job) throws JobException {
        bench.bench.locked(held -> bench.bench.monitor.userCancel(held, job, true));
    }

    private void endsCancelled(Job job) throws JobException {
        poll();
        assertEquals(JobStatus.CONCLUDED, status(job));
        assertEquals(CANCELLED, bench.bench.snapshot(job).result());
        List<String> story = bench.bench.story();
        assertEquals(FORCED_END, story.subList(story.size() - FORCED_END.size(), story.size()));
        bench.dismiss(job);
    }

    @Test
    void keepsSeveralCopiesInFlightButNoMoreThanAllowed() throws Exception {
        GatedDisk disk = setUp(clock, 10);
        Job job = start("max-workers", 4L);
        assertEquals(4, disk.waiting());
        while (disk.waiting() > 0) {
            long left = 10 - done(job);
            assertEquals(Math.min(4, left), disk.waiting());
            disk.releaseOne();
            poll();
        }
        assertEquals(4, disk.most());
        assertEquals(10, disk.reads());
        endsWell(job);
    }

    @Test
    void oneWorkerCopiesOneAfterTheOther() throws Exception {
        GatedDisk disk = setUp(clock, 3);
        Job job = start("max-workers", 1L);
        for (int i = 0; i < 3; i++) {
            assertEquals(1, disk.waiting());
            assertEquals(i, done(job));
            disk.releaseOne();
            poll();
        }
        assertEquals(1, disk.most());
        endsWell(job);
    }

    @Test
    void keepsToTheLimit() throws Exception {
        setUp(clock, 4).open();
        // 1,048,576 bytes a slice of 100 ms
        Job job = start("speed", 10L * MIB);
        for (int i = 1; i < 4; i++) {
            assertEquals(i, done(job));
            clock.advance(Duration.ofNanos(99_999_999));
            poll();
            assertEquals(i, done(job));
            clock.advance(Duration.ofNanos(1));
            poll();
        }
        endsWell(job);
    }

    @Test
    void roundsTheQuotaOfASliceDown() throws Exception {
        setUp(clock, 2).open();
        // 104,857 bytes a slice, so that a piece of 1,048,576 takes 10.0000572 slices
        Job job = start("speed", 1L * MIB);
        clock.advance(Duration.ofNanos(1_000_005_000));
        poll();
        assertEquals(1, done(job));
        clock.advance(Duration.ofNanos(1_000));
        poll();
        endsWell(job);
    }

    private void setSpeed(Job job, long bytesPerSecond) throws JobException {
        bench.bench.locked(held -> bench.bench.monitor.setSpeed(held, job, bytesPerSecond));
        poll();
    }

    @Test
    void newLimitHoldsWhileItSleeps() throws Exception {
        setUp(clock, 4).open();
        Job job = start("speed", 1L * MIB);
        clock.advance(Duration.ofMillis(10));
        setSpeed(job, 10L * MIB);
        assertEquals(1, done(job));
        clock.advance(Duration.ofMillis(90));
        poll();
        assertEquals(2, done(job));
        setSpeed(job, 1L * MIB);
        clock.advance(Duration.ofMillis(100));
        poll();
        assertEquals(2, done(job));
        setSpeed(job, 0);
        endsWell(job);
    }

    @Test
    void pauseBringsAllToRestFirst() throws Exception {
        GatedDisk disk = setUp(clock, 10);
        Job job = start("max-workers", 4L);
        bench.bench.locked(held -> bench.bench.monitor.userPause(held, job));
        // the fifth has been taken on already
        for (int left : List.of(4, 4, 3, 2, 1)) {
            assertEquals(left, disk.waiting());
            assertEquals(JobStatus.RUNNING, status(job));
            disk.releaseOne();
            poll();
        }
        assertEquals(JobStatus.PAUSED, status(job));
        assertEquals(5, disk.reads());
        assertEquals(5, done(job));
        disk.open();
        poll();
        assertEquals(JobStatus.PAUSED, status(job));
        bench.bench.locked(held -> bench.bench.monitor.userResume(held, job));
        endsWell(job);
        assertEquals(
                List.of(
                        "created",
                        "running",
                        "paused",
                        "running",
                        "waiting",
                        "pending",
                        "COMPLETED",
                        "concluded",
                        "null"),
                bench.bench.story());
    }

    @Test
    void drainWaitsForAllInFlight() throws Exception {
        GatedDisk disk = setUp(clock, 10);
        Job job = start("max-workers", 4L);
        assertEquals(4, disk.waiting());
        bench.bench.main.execute(disk::open);
        bench.bench.graph.drainAllBegin();
        assertEquals(JobStatus.PAUSED, status(job));
        assertEquals(2, bench.bench.snapshot(job).pauseCount());
        assertEquals(5, disk.reads());
        for (BlockNode node : bench.bench.graph.nodes()) {
            assertEquals(0, node.inFlight());
        }
        bench.bench.graph.drainAllEnd();
        endsWell(job);
    }

    /** The guest's write waits for a piece that waits for room, and the drain waits for the guest. */
    @Test
    @Timeout(30)
    void drainEndsThoughAGuestWaitsForAPieceThatHasNotBegun() throws Exception {
        GatedDisk disk = setUp(clock, 3);
        NamedBackend guest = bench.bench.graph.newBackend(Permissions.ALL, Permissions.ALL);
        guest.insert(opened.getFirst());
        Job job = start("max-workers", 1L);
        CompletableFuture<Void> written = new CompletableFuture<>();
        bench.bench
                .main
                .coroutine("guest", () -> {
                    try {
                        guest.pwrite(MIB, ByteBuffer.allocate(512));
                        written.complete(null);
                    } catch (BlockException e) {
                        written.completeExceptionally(e);
                    }
                })
                .enter();
        assertFalse(written.isDone());
        bench.bench.main.execute(disk::open);
        bench.bench.graph.drainAllBegin();
        written.join();
        bench.bench.graph.drainAllEnd();
        endsWell(job);
        guest.close();
    }

    @Test
    void drainWakesALimitedJobWhichThenGoesOnSleeping() throws Exception {
        setUp(clock, 3).open();
        Job job = start("speed", 10L * MIB);
        bench.bench.graph.drainedBegin(opened.getLast());
        assertEquals(JobStatus.PAUSED, status(job));
        bench.bench.graph.drainedEnd(opened.getLast());
        assertEquals(JobStatus.RUNNING, status(job));
        assertEquals(1, done(job));
        clock.advance(Duration.ofMillis(200));
        poll();
        clock.advance(Duration.ofMillis(200));
        endsWell(job);
    }

    // ---- cancel

    @Test
    void cancelCreated() throws Exception {
        setUp(clock, 4);
        Job job = bench.create(JobSpec.named("b0").manualDismiss(), BackupBench.nodes("source", "target"));
        cancel(job);
        assertEquals(JobStatus.NULL, status(job));
        assertEquals(List.of("created", "aborting", "concluded", "null"), bench.bench.story());
    }

    @Test
    void cancelWhileItSleepsForItsLimit() throws Exception {
        setUp(clock, 4).open();
        Job job = start("speed", 1L * MIB);
        cancel(job);
        endsCancelled(job);
        assertEquals(1, done(job));
    }

    @Test
    void cancelWaitsForRequestsThatAreStuck() throws Exception {
        GatedDisk disk = setUp(clock, 10);
        Job job = start("max-workers", 4L);
        cancel(job);
        // the fifth has been taken on and waits for room: QEMU copies it, too
        for (int left : List.of(4, 4, 3, 2, 1)) {
            poll();
            assertEquals(left, disk.waiting());
            assertEquals(JobStatus.RUNNING, status(job));
            disk.releaseOne();
        }
        endsCancelled(job);
        assertEquals(5, disk.reads());
    }

    @Test
    void cancelPaused() throws Exception {
        setUp(clock, 4).open();
        Job job = start("speed", 1L * MIB);
        bench.bench.locked(held -> bench.bench.monitor.userPause(held, job));
        assertEquals(JobStatus.PAUSED, status(job));
        cancel(job);
        endsCancelled(job);
    }

    @Test
    void cancelDrained() throws Exception {
        setUp(clock, 4).open();
        Job job = start("speed", 1L * MIB);
        bench.bench.graph.drainAllBegin();
        cancel(job);
        poll();
        assertEquals(JobStatus.CONCLUDED, status(job));
        bench.bench.graph.drainAllEnd();
        endsCancelled(job);
    }

    @Test
    void cancelPending() throws Exception {
        setUp(clock, 4).open();
        Job job = bench.create(
                JobSpec.named("b0").manualFinalize().manualDismiss(), BackupBench.nodes("source", "target"));
        bench.bench.jobs.start(job);
        poll();
        assertEquals(JobStatus.PENDING, status(job));
        assertEquals(List.of("created", "running", "waiting", "pending", "PENDING"), bench.bench.story());
        cancel(job);
        endsCancelled(job);
    }

    @Test
    void cancelConcluded() throws Exception {
        setUp(clock, 4).open();
        Job job = start();
        poll();
        assertEquals(JobStatus.CONCLUDED, status(job));
        bench.bench.locked(held -> bench.bench.monitor.cancel(held, job, true));
        assertEquals(JobStatus.NULL, status(job));
    }

    /** The nodes are free as soon as the work is over, dismissed or not. */
    @Test
    void concludedJobLeavesItsNodesAlone() throws Exception {
        setUp(clock, 4).open();
        Job job = start();
        poll();
        assertEquals(JobStatus.CONCLUDED, status(job));
        opened.forEach(node -> {
            assertTrue(node.hasNoOpBlockers());
            assertEquals(List.of(), node.parents());
        });
        releaseNodes();
        bench.assertNoNodes();
        bench.dismiss(job);
    }

    // ---- transactions

    private Job member(String suffix, JobTxn txn) throws JobException {
        Job job = bench.create(
                JobSpec.named("b" + suffix).joining(txn).manualDismiss(),
                BackupBench.nodes("source" + suffix, "target" + suffix));
        bench.bench.jobs.start(job);
        return job;
    }

    private interface PairTest {
        void run(GatedDisk slow, Job fastJob, Job slowJob) throws Exception;
    }

    private void withPair(PairTest test) throws Exception {
        setUp(clock, 1).open();
        addPair("1", 1).open();
        GatedDisk slow = addPair("2", 4);
        JobTxn txn = bench.bench.monitor.newTxn();
        Job fastJob = member("1", txn);
        Job slowJob = member("2", txn);
        bench.bench.locked(held -> bench.bench.monitor.unref(held, txn));
        poll();
        assertEquals(JobStatus.WAITING, status(fastJob));
        assertEquals(JobStatus.RUNNING, status(slowJob));
        assertEquals(2, bench.bench.snapshot(fastJob).txnMembers());
        test.run(slow, fastJob, slowJob);
    }

    @Test
    void pairSucceedsTogether() throws Exception {
        withPair((slow, fastJob, slowJob) -> {
            slow.open();
            endsWell(fastJob);
            endsWell(slowJob);
        });
    }

    @Test
    void oneThatIsCancelledTakesTheWaitingOneAlong() throws Exception {
        withPair((slow, fastJob, slowJob) -> {
            cancel(slowJob);
            slow.open();
            poll();
            for (Job job : List.of(fastJob, slowJob)) {
                assertEquals(JobStatus.CONCLUDED, status(job));
                assertEquals(CANCELLED, bench.bench.snapshot(job).result());
                bench.dismiss(job);
            }
        });
    }

    /** The waiting member is cancelled: the other one is cancelled at once and waited for. */
    @Test
    void waitingOneThatIsCancelledTakesTheOtherAlong() throws Exception {
        withPair((slow, fastJob, slowJob) -> {
            bench.bench.main.execute(slow::open);
            cancel(fastJob);
            for (Job job : List.of(fastJob, slowJob)) {
                assertEquals(JobStatus.CONCLUDED, status(job));
                assertEquals(CANCELLED, bench.bench.snapshot(job).result());
                bench.dismiss(job);
            }
        });
    }
}
