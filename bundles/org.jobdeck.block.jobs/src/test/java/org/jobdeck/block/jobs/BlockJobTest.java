package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.OpType;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all block jobs have in common. */
class BlockJobTest {

    private final ManualClock clock = new ManualClock();
    private final Bench bench = new Bench(clock);
    private final List<BlockNode> opened = new ArrayList<>();

    @AfterEach
    void tearDown() {
        bench.monitor.cancelSyncAll();
        opened.forEach(BlockNode::unref);
        assertEquals(List.of(), bench.graph.nodes());
        bench.close();
    }

    private BlockNode node(String name) throws BlockException {
        BlockNode node = bench.graph.open(NodeSpec.of("null-co").named(name));
        opened.add(node);
        return node;
    }

    /** Does what it is told, one order at each entry; then ends. */
    private static final class ObedientDriver implements BlockJobDriver {
        /** One order. */
        interface Order {
            void carryOut(JobContext context) throws JobException;
        }

        private final List<Order> orders;
        private EventLoop attachedTo;
        private boolean freed;

        ObedientDriver(Order... orders) {
            this.orders = List.of(orders);
        }

        @Override
        public String type() {
            return "stream";
        }

        @Override
        public void run(JobContext context) throws JobException {
            for (Order order : orders) {
                context.yieldJob();
                if (context.isCancelled()) {
                    return;
                }
                order.carryOut(context);
            }
        }

        @Override
        public void complete(Job job) {
            // the test enters the job
        }

        @Override
        public void attachedLoop(EventLoop loop) {
            attachedTo = loop;
        }

        @Override
        public void free() {
            freed = true;
        }
    }

    private static ObedientDriver idle() {
        return new ObedientDriver(context -> {});
    }

    /** Waits until it is cancelled, whoever else enters it. */
    private static ObedientDriver patient() {
        return new ObedientDriver(context -> {
            while (!context.isCancelled()) {
                context.yieldJob();
            }
        });
    }

    private int pauseCount(Job job) {
        return bench.snapshot(job).pauseCount();
    }

    @Test
    void isPausedOnceForEachDrainedEdge() throws Exception {
        BlockNode one = node("one");
        BlockNode two = node("two");
        BlockJob blockJob = bench.create(JobSpec.named("job0"), patient(), one);
        blockJob.addNode("target", two, GrantedPermissions.UNCONCERNED);
        blockJob.addNode("again", two, GrantedPermissions.UNCONCERNED);
        Job job = blockJob.job();
        assertEquals(1, pauseCount(job));
        bench.jobs.start(job);
        assertEquals(0, pauseCount(job));
        bench.graph.drainedBegin(one);
        assertEquals(1, pauseCount(job));
        assertEquals(JobStatus.PAUSED, bench.status(job));
        bench.graph.drainedBegin(one);
        assertEquals(1, pauseCount(job));
        bench.graph.drainedBegin(two);
        assertEquals(3, pauseCount(job));
        bench.graph.drainedEnd(two);
        bench.graph.drainedEnd(one);
        assertEquals(1, pauseCount(job));
        bench.graph.drainedEnd(one);
        assertEquals(0, pauseCount(job));
        assertEquals(JobStatus.RUNNING, bench.status(job));
    }

    /** A job on a drained node is paused from its creation on, and as soon as it starts. */
    @Test
    void startsPausedOnADrainedNode() throws Exception {
        BlockNode node = node("one");
        bench.graph.drainedBegin(node);
        Job job = bench.create(JobSpec.named("job0"), patient(), node).job();
        assertEquals(2, pauseCount(job));
        bench.jobs.start(job);
        assertEquals(JobStatus.PAUSED, bench.status(job));
        bench.graph.drainedEnd(node);
        assertEquals(List.of("created", "running", "paused", "running"), bench.story());
    }

    @Test
    void blocksOperationsOnItsNodes() throws Exception {
        BlockNode one = node("one");
        BlockNode two = node("two");
        BlockJob blockJob = bench.create(JobSpec.named("job0"), idle(), one);
        blockJob.addNode("target", two, GrantedPermissions.UNCONCERNED);
        for (OpType op : OpType.values()) {
            assertEquals(op != OpType.DATAPLANE, one.isOpBlocked(op), op::name);
            assertTrue(two.isOpBlocked(op), op::name);
        }
        BlockException refused = assertThrows(BlockException.class, () -> one.checkOp(OpType.RESIZE));
        assertEquals("Node 'one' is busy: block device is in use by block job: stream", refused.getMessage());
        assertTrue(blockJob.uses(one) && blockJob.uses(two));
        assertEquals(
                List.of(
                        new JobResource("main node", "one", "null-co://"),
                        new JobResource("target", "two", "null-co://")),
                bench.snapshot(blockJob.job()).resources());

        bench.jobs.earlyFail(blockJob.job());
        assertTrue(one.hasNoOpBlockers() && two.hasNoOpBlockers());
        assertEquals(List.of(), one.parents());
    }

    @Test
    void givesItsNodesUpWhenItIsFreedAndNotBefore() throws Exception {
        BlockNode node = node("one");
        ObedientDriver driver = idle();
        BlockJob blockJob = bench.create(JobSpec.named("job0").manualDismiss(), driver, node);
        Job job = blockJob.job();
        bench.locked(held -> bench.monitor.ref(held, job));
        bench.jobs.start(job);
        bench.jobs.enter(job);
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertTrue(blockJob.uses(node));
        bench.locked(held -> bench.monitor.dismiss(held, job));
        assertTrue(blockJob.uses(node));
        assertFalse(driver.freed);
        bench.locked(held -> bench.monitor.unref(held, job));
        assertTrue(driver.freed);
        assertFalse(blockJob.uses(node));
        assertEquals(List.of(), node.parents());
    }

    @Test
    void isNotMadeWhereItsPermissionsAreRefused() throws Exception {
        BlockNode node = node("one");
        NamedBackend jealous = bench.graph.newBackend("disk", Permissions.NONE, Permissions.NONE);
        jealous.insert(node);
        ObedientDriver driver = idle();
        GrantedPermissions writing = new GrantedPermissions(Permissions.of(Permission.WRITE), Permissions.ALL);
        JobException refused = assertThrows(
                JobException.class,
                () -> bench.blockJobs.create(new BlockJobSpec(JobSpec.named("job0"), writing, 0), driver, node));
        assertEquals(
                "Permission conflict on node 'one': permissions 'write' are both required by stream job 'job0' (uses"
                        + " node 'one' as 'main node' child) and unshared by block device 'disk' (uses node 'one' as"
                        + " 'root' child).",
                refused.getMessage());
        assertTrue(driver.freed);
        assertEquals(List.of("created", "null"), bench.story());
        assertTrue(node.hasNoOpBlockers());
        jealous.close();
    }

    @Test
    void takesItsSpeedFromTheStart() throws Exception {
        BlockNode node = node("one");
        BlockJobSpec spec = new BlockJobSpec(JobSpec.named("job0"), GrantedPermissions.UNCONCERNED, 4096);
        Job job = bench.blockJobs.create(spec, idle(), node).job();
        assertEquals(4096, bench.snapshot(job).speed());
        BlockJobSpec negative = new BlockJobSpec(JobSpec.named("job1"), GrantedPermissions.UNCONCERNED, -1);
        JobException refused = assertThrows(JobException.class, () -> bench.blockJobs.create(negative, idle(), node));
        assertEquals("Parameter 'speed' expects a non-negative value", refused.getMessage());
        assertEquals(1, node.parents().size());
    }

    @Test
    void tellsOfItsLifeWithTheValuesOfEachInstant() throws Exception {
        ObedientDriver driver = new ObedientDriver(
                context -> {
                    context.progress().setRemaining(100);
                    context.progress().update(40);
                    context.transitionToReady();
                },
                context -> context.progress().update(60));
        BlockJobSpec spec =
                new BlockJobSpec(JobSpec.named("job0").manualFinalize(), GrantedPermissions.UNCONCERNED, 512);
        Job job = bench.blockJobs.create(spec, driver, node("one")).job();
        bench.jobs.start(job);
        clock.advance(Duration.ofSeconds(1));
        bench.jobs.enter(job);
        clock.advance(Duration.ofSeconds(1));
        bench.jobs.enter(job);
        bench.pollUntil(job, JobStatus.PENDING);
        clock.advance(Duration.ofSeconds(1));
        bench.locked(held -> bench.monitor.finalizeTxn(held, job));
        assertEquals(
                List.of(
                        "created",
                        "running",
                        "ready",
                        "READY",
                        "waiting",
                        "pending",
                        "PENDING",
                        "COMPLETED",
                        "concluded",
                        "null"),
                bench.story());
        List<JobEvent> e = bench.events;
        java.time.Instant start = java.time.Instant.EPOCH;
        assertEquals(
                new JobEvent.Ready(
                        job.key(), "job0", "stream", start.plusSeconds(1), new JobProgress.Value(40, 100), 512),
                e.get(3));
        assertEquals(new JobEvent.Pending(job.key(), "job0", "stream", start.plusSeconds(2)), e.get(6));
        assertEquals(
                new JobEvent.Completed(
                        job.key(), "job0", "stream", start.plusSeconds(3), new JobProgress.Value(100, 100), 512, null),
                e.get(7));
    }

    @Test
    void failureAndCancelTellTheirOwnStories() throws Exception {
        ObedientDriver failing = new ObedientDriver(context -> {
            throw new JobException(Errno.EIO, "The disk is gone");
        });
        Job failed = bench.create(JobSpec.named("job0"), failing, node("one")).job();
        bench.jobs.start(failed);
        bench.jobs.enter(failed);
        bench.pollUntil(failed, JobStatus.NULL);
        assertEquals(List.of("created", "running", "aborting", "COMPLETED", "concluded", "null"), bench.story());
        assertEquals("The disk is gone", ((JobEvent.Completed) bench.events.get(3)).error());

        bench.events.clear();
        Job cancelled = bench.create(JobSpec.named("job1"), idle(), node("two")).job();
        bench.jobs.start(cancelled);
        cancelled.progress().setRemaining(7);
        bench.locked(held -> bench.monitor.cancelSync(held, cancelled, true));
        assertEquals(List.of("created", "running", "aborting", "CANCELLED", "concluded", "null"), bench.story());
        assertEquals(
                new JobEvent.Cancelled(
                        cancelled.key(), "job1", "stream", java.time.Instant.EPOCH, new JobProgress.Value(0, 7), 0),
                bench.events.get(3));
    }

    @Test
    void hiddenJobTellsNothing() throws Exception {
        ObedientDriver driver = new ObedientDriver(JobContext::transitionToReady, context -> {});
        BlockJob blockJob = bench.create(JobSpec.hidden(), driver, node("one"));
        Job job = blockJob.job();
        bench.jobs.start(job);
        bench.jobs.enter(job);
        assertEquals(OnError.Action.REPORT, blockJob.errorAction(OnError.REPORT, true, Errno.EIO));
        bench.jobs.enter(job);
        bench.pollUntil(job, JobStatus.NULL);
        assertEquals(List.of(), bench.story());
    }

    /** The table of policies (docs/job-model.md section 14). */
    @ParameterizedTest
    @CsvSource({
        "REPORT, REPORT, REPORT",
        "IGNORE, IGNORE, IGNORE",
        "ENOSPC, STOP, REPORT",
        "STOP, STOP, STOP",
        "AUTO, STOP, REPORT"
    })
    void decidesAboutErrors(OnError policy, OnError.Action lackOfSpace, OnError.Action other) throws Exception {
        BlockNode node = node("one");
        for (boolean read : new boolean[] {true, false}) {
            decides(policy, read, Errno.ENOSPC, lackOfSpace, node);
            for (Errno errno : List.of(Errno.EIO, Errno.EACCES, Errno.EDQUOT)) {
                decides(policy, read, errno, other, node);
            }
        }
    }

    private void decides(OnError policy, boolean read, Errno errno, OnError.Action expected, BlockNode node)
            throws Exception {
        OnError.Action[] answers = new OnError.Action[2];
        BlockJob[] blockJob = new BlockJob[1];
        ObedientDriver driver = new ObedientDriver(
                context -> {
                    answers[0] = blockJob[0].errorAction(policy, read, errno);
                    context.pausePoint();
                },
                context -> {
                    answers[1] = blockJob[0].errorAction(policy, read, Errno.ENOSPC);
                    context.pausePoint();
                });
        blockJob[0] = bench.create(JobSpec.named("job0"), driver, node);
        Job job = blockJob[0].job();
        bench.jobs.start(job);
        bench.events.clear();
        bench.jobs.enter(job);
        assertEquals(expected, answers[0]);
        boolean stops = expected == OnError.Action.STOP;
        String told = "ERROR " + (read ? "read " : "write ") + expected.qmpName();
        assertEquals(stops ? List.of(told, "paused") : List.of(told), withoutFirstTwo(bench.story()));
        JobSnapshot after = bench.snapshot(job);
        assertEquals(stops, after.userPaused());
        assertEquals(stops ? 1 : 0, after.pauseCount());
        IoStatus reason = errno == Errno.ENOSPC ? IoStatus.NOSPACE : IoStatus.FAILED;
        assertEquals(stops ? reason : IoStatus.OK, after.ioStatus());
        if (stops) {
            // a second error while it is stopped neither counts twice nor changes the reason
            blockJob[0].errorAction(OnError.STOP, read, errno == Errno.ENOSPC ? Errno.EIO : Errno.ENOSPC);
            assertEquals(1, pauseCount(job));
            assertEquals(reason, bench.snapshot(job).ioStatus());
            bench.locked(held -> bench.monitor.userResume(held, job));
            assertEquals(IoStatus.OK, bench.snapshot(job).ioStatus());
            assertEquals(JobStatus.RUNNING, bench.status(job));
        }
        bench.locked(held -> bench.monitor.cancelSync(held, job, true));
        bench.story();
        bench.events.clear();
    }

    private static List<String> withoutFirstTwo(List<String> story) {
        return story.stream()
                .filter(word -> !word.equals("created") && !word.equals("running"))
                .toList();
    }

    /** Cancelling a stopped job settles its errors, too. */
    @Test
    void cancelOfAStoppedJobEndsIt() throws Exception {
        BlockJob[] blockJob = new BlockJob[1];
        ObedientDriver driver = new ObedientDriver(
                context -> {
                    blockJob[0].errorAction(OnError.STOP, true, Errno.EIO);
                    context.pausePoint();
                },
                context -> {});
        blockJob[0] = bench.create(JobSpec.named("job0").manualDismiss(), driver, node("one"));
        Job job = blockJob[0].job();
        bench.jobs.start(job);
        bench.jobs.enter(job);
        assertEquals(JobStatus.PAUSED, bench.status(job));
        bench.locked(held -> assertEquals(-Errno.ECANCELED.number(), bench.monitor.cancelSync(held, job, true)));
        assertEquals(IoStatus.OK, bench.snapshot(job).ioStatus());
        assertEquals(JobStatus.CONCLUDED, bench.status(job));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void movesWithAllItsNodes(boolean byTarget) throws Exception {
        BlockNode one = node("one");
        BlockNode two = node("two");
        ObedientDriver driver = patient();
        BlockJob blockJob = bench.create(JobSpec.named("job0"), driver, one);
        NodeEdge edge = blockJob.addNode("target", two, GrantedPermissions.UNCONCERNED);
        assertEquals("target", edge.name());
        bench.jobs.start(blockJob.job());
        try (EventLoop ioThread = EventLoop.onNewThread("iothread", Clock.system())) {
            bench.graph.changeLoop(byTarget ? two : one, ioThread);
            for (EventLoop loop : List.of(one.eventLoop(), two.eventLoop(), bench.jobs.eventLoop(blockJob.job()))) {
                assertSame(ioThread, loop);
            }
            assertSame(ioThread, driver.attachedTo);
            bench.graph.changeLoop(byTarget ? one : two, bench.main);
            assertSame(bench.main, bench.jobs.eventLoop(blockJob.job()));
            bench.locked(held -> bench.monitor.cancelSync(held, blockJob.job(), true));
        }
    }

    @Test
    void staysWhereItIsIfOneOfItsNodesCannotMove() throws Exception {
        BlockNode one = node("one");
        BlockNode two = node("two");
        NamedBackend fixed = bench.graph.newBackend(Permissions.NONE, Permissions.ALL);
        fixed.insert(two);
        ObedientDriver driver = patient();
        BlockJob blockJob = bench.create(JobSpec.named("job0"), driver, one);
        blockJob.addNode("target", two, GrantedPermissions.UNCONCERNED);
        try (EventLoop ioThread = EventLoop.onNewThread("iothread", Clock.system())) {
            BlockException refused = assertThrows(BlockException.class, () -> bench.graph.changeLoop(one, ioThread));
            assertEquals("Cannot change iothread of active block backend", refused.getMessage());
            for (EventLoop loop : List.of(one.eventLoop(), two.eventLoop(), bench.jobs.eventLoop(blockJob.job()))) {
                assertSame(bench.main, loop);
            }
            fixed.allowLoopChange(true);
            bench.graph.changeLoop(one, ioThread);
            assertSame(ioThread, bench.jobs.eventLoop(blockJob.job()));
            assertSame(ioThread, fixed.eventLoop());
            bench.graph.changeLoop(one, bench.main);
        }
        fixed.close();
    }

    /** A job's edges stay when another node takes the place of theirs. */
    @Test
    void staysAtItsNode() throws Exception {
        BlockNode one = node("one");
        BlockNode two = node("two");
        BlockJob blockJob = bench.create(JobSpec.named("job0"), idle(), one);
        bench.graph.replaceNode(one, two);
        assertTrue(blockJob.uses(one));
        assertFalse(blockJob.uses(two));
    }
}
