package org.jobdeck.block.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permissions;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job cases of QEMU's test-bdrv-drain.c that are in scope, with their exact sequences. */
class DrainWithBlockJobTest {

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench();
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    /** A disk that counts drains and takes its time to read. */
    private static final class SlowDisk implements BlockDriver {
        private int drainCount;

        @Override
        public String name() {
            return "test";
        }

        @Override
        public boolean supportsBacking() {
            return true;
        }

        @Override
        public long length() {
            return 65536;
        }

        @Override
        public void pread(long offset, ByteBuffer into) {
            Coroutine.sleep(Duration.ofNanos(100_000));
            into.position(into.limit());
        }

        @Override
        public void pwrite(long offset, ByteBuffer from) {
            from.position(from.limit());
        }

        @Override
        public void drainBegin() {
            drainCount++;
        }

        @Override
        public void drainEnd() {
            drainCount--;
        }

        @Override
        public void close() {
            assertTrue(drainCount > 0, "a node is closed while it is drained");
        }
    }

    private BlockNode open(String name) throws BlockException {
        return bench.graph.open(new SlowDisk(), NodeSpec.of("test").named(name));
    }

    private void setBacking(BlockNode node, BlockNode backing) throws BlockException {
        bench.graph.setBacking(node, Optional.of(backing));
    }

    /** How everything, or one node, is drained. */
    private enum Drain {
        ALL {
            @Override
            void begin(BlockGraph graph, BlockNode node) {
                graph.drainAllBegin();
            }

            @Override
            void end(BlockGraph graph, BlockNode node) {
                graph.drainAllEnd();
            }
        },
        NODE {
            @Override
            void begin(BlockGraph graph, BlockNode node) {
                graph.drainedBegin(node);
            }

            @Override
            void end(BlockGraph graph, BlockNode node) {
                graph.drainedEnd(node);
            }
        };

        abstract void begin(BlockGraph graph, BlockNode node);

        abstract void end(BlockGraph graph, BlockNode node);
    }

    private enum Outcome {
        SUCCESS,
        FAIL_RUN,
        FAIL_PREPARE
    }

    private static final class TestJob implements BlockJobDriver {
        private final BlockNode source;
        private final Outcome outcome;
        private volatile boolean running;
        private volatile boolean shouldComplete;
        private final List<String> finalCallbacks = new ArrayList<>();

        TestJob(BlockNode source, Outcome outcome) {
            this.source = source;
            this.outcome = outcome;
        }

        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) throws JobException {
            running = true;
            context.transitionToReady();
            while (!shouldComplete) {
                // stays busy, unlike the job's own sleep
                Coroutine.sleep(Duration.ofMillis(1));
                context.pausePoint();
            }
            if (outcome == Outcome.FAIL_RUN) {
                throw new JobException(Errno.EIO);
            }
        }

        @Override
        public void complete(Job job) {
            shouldComplete = true;
        }

        /** Provokes a wait inside the callback. */
        private void flush(String callback) {
            finalCallbacks.add(callback);
            try {
                source.flush();
            } catch (BlockException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void prepare() throws JobException {
            flush("prepare");
            if (outcome == Outcome.FAIL_PREPARE) {
                throw new JobException(Errno.EIO);
            }
        }

        @Override
        public void commit() {
            flush("commit");
        }

        @Override
        public void abort() {
            flush("abort");
        }
    }

    private NamedBackend backendOn(BlockNode node) throws BlockException {
        NamedBackend backend = bench.graph.newBackend(Permissions.NONE, Permissions.ALL);
        backend.insert(node);
        return backend;
    }

    private void common(Drain drain, Optional<EventLoop> ioThread, Outcome outcome, String drainedName)
            throws Exception {
        BlockNode source = open("source");
        BlockNode backing = open("source-backing");
        setBacking(source, backing);
        BlockNode overlay = open("source-overlay");
        setBacking(overlay, source);
        BlockNode target = open("target");
        NamedBackend overlayBackend = backendOn(overlay);
        NamedBackend targetBackend = backendOn(target);
        targetBackend.allowLoopChange(true);
        for (BlockNode node : List.of(backing, source, overlay, target)) {
            node.unref();
        }
        BlockNode drained = bench.graph.node(drainedName).orElseThrow();
        if (ioThread.isPresent()) {
            overlayBackend.moveTo(ioThread.get());
        }

        TestJob driver = new TestJob(source, outcome);
        BlockJob blockJob = bench.create(JobSpec.named("job0"), driver, source);
        Job job = blockJob.job();
        blockJob.addNode("target", target, GrantedPermissions.UNCONCERNED);
        assertSame(source.eventLoop(), target.eventLoop());
        bench.jobs.start(job);
        bench.spinUntil(() -> driver.running);

        bench.locked(held -> {
            assertEquals(0, bench.monitor.pauseCount(held, job));
            assertFalse(bench.monitor.isPaused(held, job));
            assertTrue(driver.running);
            assertTrue(bench.monitor.isBusy(held, job));
        });
        for (BlockNode node : List.of(drained, target)) {
            drain.begin(bench.graph, node);
            bench.locked(held -> {
                // with all nodes drained, the job is paused for each of its two
                assertEquals(drain == Drain.ALL ? 2 : 1, bench.monitor.pauseCount(held, job));
                assertTrue(bench.monitor.isPaused(held, job));
                assertFalse(bench.monitor.isBusy(held, job));
            });
            drain.end(bench.graph, node);
            if (ioThread.isPresent()) {
                bench.spinUntil(() -> !isPaused(job));
            }
            bench.locked(held -> {
                assertEquals(0, bench.monitor.pauseCount(held, job));
                assertFalse(bench.monitor.isPaused(held, job));
                assertTrue(bench.monitor.isBusy(held, job));
            });
        }
        bench.locked(held -> assertEquals(
                outcome == Outcome.SUCCESS ? 0 : -Errno.EIO.number(), bench.monitor.completeSync(held, job)));
        assertEquals(
                switch (outcome) {
                    case SUCCESS -> List.of("prepare", "commit");
                    case FAIL_RUN -> List.of("abort");
                    case FAIL_PREPARE -> List.of("prepare", "abort");
                },
                driver.finalCallbacks);

        if (ioThread.isPresent()) {
            overlayBackend.moveTo(bench.main);
            assertSame(bench.main, targetBackend.eventLoop());
        }
        overlayBackend.close();
        targetBackend.close();
        assertTrue(bench.graph.nodes().isEmpty());
    }

    private boolean isPaused(Job job) {
        try (Held held = bench.system.lock().acquire()) {
            return bench.monitor.isPaused(held, job);
        }
    }

    private void withBothNodes(Drain drain, Optional<EventLoop> ioThread, Outcome outcome) throws Exception {
        common(drain, ioThread, outcome, "source");
        common(drain, ioThread, outcome, "source-backing");
    }

    private void success(Drain drain) throws Exception {
        withBothNodes(drain, Optional.empty(), Outcome.SUCCESS);
    }

    private void error(Drain drain) throws Exception {
        withBothNodes(drain, Optional.empty(), Outcome.FAIL_RUN);
        withBothNodes(drain, Optional.empty(), Outcome.FAIL_PREPARE);
    }

    private void inIoThread(Drain drain, Outcome outcome) throws Exception {
        try (EventLoop ioThread = EventLoop.onNewThread("iothread", Clock.system())) {
            withBothNodes(drain, Optional.of(ioThread), outcome);
        }
    }

    /** {@code /bdrv-drain/blockjob/drain_all}. */
    @Test
    void blockJobDrainAll() throws Exception {
        success(Drain.ALL);
    }

    /** {@code /bdrv-drain/blockjob/drain}. */
    @Test
    void blockJobDrain() throws Exception {
        success(Drain.NODE);
    }

    /** {@code /bdrv-drain/blockjob/error/drain_all}. */
    @Test
    void blockJobErrorDrainAll() throws Exception {
        error(Drain.ALL);
    }

    /** {@code /bdrv-drain/blockjob/error/drain}. */
    @Test
    void blockJobErrorDrain() throws Exception {
        error(Drain.NODE);
    }

    /** {@code /bdrv-drain/blockjob/iothread/drain_all}. */
    @Test
    void blockJobIoThreadDrainAll() throws Exception {
        inIoThread(Drain.ALL, Outcome.SUCCESS);
    }

    /** {@code /bdrv-drain/blockjob/iothread/drain}. */
    @Test
    void blockJobIoThreadDrain() throws Exception {
        inIoThread(Drain.NODE, Outcome.SUCCESS);
    }

    /** {@code /bdrv-drain/blockjob/iothread/error/drain_all}. */
    @Test
    void blockJobIoThreadErrorDrainAll() throws Exception {
        inIoThread(Drain.ALL, Outcome.FAIL_RUN);
        inIoThread(Drain.ALL, Outcome.FAIL_PREPARE);
    }

    /** {@code /bdrv-drain/blockjob/iothread/error/drain}. */
    @Test
    void blockJobIoThreadErrorDrain() throws Exception {
        inIoThread(Drain.NODE, Outcome.FAIL_RUN);
        inIoThread(Drain.NODE, Outcome.FAIL_PREPARE);
    }

    /** A job whose commit takes parents away from a node, while that node's parents are let go. */
    private final class UnlinkingJob implements BlockJobDriver {
        private final List<BlockNode> parents;
        private boolean shouldComplete;
        private boolean done;

        UnlinkingJob(List<BlockNode> parents) {
            this.parents = parents;
        }

        @Override
        public String type() {
            return "commit";
        }

        @Override
        public void run(JobContext context) {
            while (!shouldComplete) {
                context.sleep(Duration.ZERO);
            }
        }

        @Override
        public void commit() {
            try {
                bench.graph.setBacking(parents.get(2), Optional.empty());
                bench.graph.setBacking(parents.get(0), Optional.empty());
            } catch (BlockException e) {
                throw new AssertionError(e);
            }
            done = true;
        }
    }

    /** {@code /bdrv-drain/blockjob/commit_by_drained_end}. */
    @Test
    void commitByDrainedEnd() throws Exception {
        BlockNode child = open("child-node");
        List<BlockNode> parents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            BlockNode parent = open("parent-node-" + i);
            setBacking(parent, child);
            parents.add(parent);
        }
        UnlinkingJob driver = new UnlinkingJob(parents);
        Job job = bench.create(JobSpec.named("job"), driver, parents.get(2)).job();
        bench.jobs.start(job);
        driver.shouldComplete = true;

        bench.graph.drainedBegin(child);
        assertFalse(driver.done);
        bench.graph.drainedEnd(child);
        assertTrue(driver.done);

        assertEquals(
                List.of(true, false, true),
                parents.stream().map(p -> p.cowChild().isEmpty()).toList());
        parents.forEach(BlockNode::unref);
        child.unref();
        assertTrue(bench.graph.nodes().isEmpty());
    }
}
