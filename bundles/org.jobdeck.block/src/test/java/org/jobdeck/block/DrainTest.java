package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a drain stops, whom it reaches, and what it waits for; the names of QEMU's test-bdrv-drain stand beside. */
class DrainTest {

    private GraphFixture f;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private static void assertQuiesced(int count, BlockNode node) {
        assertEquals(count, node.quiesceCounter(), node.name());
        assertEquals(count > 0 ? 1 : 0, ((TestDriver) node.driver()).drainCount, node.name());
    }

    /** Test names quiesce/* and driver-cb/*. */
    @Test
    void drainReachesTheUsersAndNotTheChildren() throws Exception {
        BlockNode top = f.node("top", new TestDriver().withBacking());
        BlockNode low = f.node("low");
        f.graph.setBacking(top, Optional.of(low));
        f.backend(top);
        f.graph.drainedBegin(top);
        assertQuiesced(1, top);
        assertQuiesced(0, low);
        f.graph.drainedEnd(top);
        assertQuiesced(0, top);
        f.graph.drainedBegin(low);
        assertQuiesced(1, top);
        assertQuiesced(1, low);
        f.graph.drainedEnd(low);
        assertQuiesced(0, top);
        assertQuiesced(0, low);
        assertThrows(IllegalStateException.class, () -> f.graph.drainedEnd(low));
    }

    /** Test name nested. */
    @Test
    void nestedDrainsTellTheUsersOnce() throws Exception {
        BlockNode node = f.node("n");
        TestUser user = new TestUser("u", f.main);
        f.graph.attach(user, "x", Set.of(), node, GrantedPermissions.UNCONCERNED);
        f.graph.drainedBegin(node);
        f.graph.drainAllBegin();
        f.graph.drainedBegin(node);
        assertQuiesced(3, node);
        assertEquals(1, user.paused);
        f.graph.drainedEnd(node);
        f.graph.drainAllEnd();
        assertEquals(1, user.paused);
        f.graph.drainedEnd(node);
        assertQuiesced(0, node);
        assertEquals(1, user.ends);
        assertThrows(IllegalStateException.class, f.graph::drainAllEnd);
    }

    /** Test name multiparent, and the pause counts of the blockjob family. */
    @Test
    void drainAllPausesAUserOncePerEdge() throws Exception {
        BlockNode source = f.node("source", new TestDriver().withBacking());
        BlockNode backing = f.node("backing");
        BlockNode target = f.node("target");
        f.graph.setBacking(source, Optional.of(backing));
        TestUser job = new TestUser("job0", f.main);
        f.graph.attach(job, "main node", Set.of(), source, GrantedPermissions.UNCONCERNED);
        f.graph.attach(job, "target", Set.of(), target, GrantedPermissions.UNCONCERNED);
        for (BlockNode drained : List.of(source, backing, target)) {
            f.graph.drainedBegin(drained);
            assertEquals(1, job.paused);
            f.graph.drainedEnd(drained);
            assertEquals(0, job.paused);
        }
        f.graph.drainAllBegin();
        assertEquals(2, job.paused);
        f.graph.drainAllEnd();
        assertEquals(0, job.paused);
    }

    @Test
    void drainAllHoldsForNodesMadeMeanwhileAndGoneMeanwhile() throws Exception {
        BlockNode gone = f.node("gone");
        f.graph.drainAllBegin();
        BlockNode made = f.node("made");
        assertQuiesced(1, made);
        gone.unref();
        assertFalse(gone.isOpen());
        f.graph.drainAllEnd();
        assertQuiesced(0, made);
        assertQuiesced(0, gone);
    }

    /** Test name attach/drain. */
    @Test
    void whatIsAttachedToADrainedNodeInheritsTheDrain() throws Exception {
        BlockNode overlay = f.node("overlay", new TestDriver().withBacking());
        BlockNode base = f.node("base");
        NamedBackend user = f.backend(overlay);
        f.graph.drainedBegin(base);
        assertQuiesced(1, base);
        assertQuiesced(0, overlay);
        f.graph.setBacking(overlay, Optional.of(base));
        assertQuiesced(1, base);
        assertQuiesced(1, overlay);
        CompletableFuture<Void> read = GraphFixture.in(f.main, () -> {
            user.pread(0, ByteBuffer.allocate(512));
            return null;
        });
        assertFalse(read.isDone());
        f.graph.drainedEnd(base);
        assertQuiesced(0, base);
        assertQuiesced(0, overlay);
        read.join();
    }

    @Test
    void attachingToADrainedNodeWaitsForTheUser() throws Exception {
        BlockNode node = f.node("n");
        f.graph.drainedBegin(node);
        TestUser user = new TestUser("u", f.main);
        user.busy = true;
        f.main.execute(() -> user.busy = false);
        f.graph.attach(user, "x", Set.of(), node, GrantedPermissions.UNCONCERNED);
        assertFalse(user.busy);
        assertEquals(1, user.paused);
        f.graph.drainedEnd(node);
    }

    /** Test names detach/*: the user is let go when its edge is removed, and not once more at the drain's end. */
    @Test
    void whatIsDetachedIsLetGo() throws Exception {
        BlockNode overlay = f.node("overlay", new TestDriver().withBacking());
        BlockNode base = f.node("base");
        f.graph.setBacking(overlay, Optional.of(base));
        TestUser user = new TestUser("u", f.main);
        NodeEdge edge = f.graph.attach(user, "x", Set.of(), base, GrantedPermissions.UNCONCERNED);
        f.graph.drainedBegin(base);
        f.graph.detach(edge);
        assertEquals(0, user.paused);
        f.graph.setBacking(overlay, Optional.empty());
        assertQuiesced(0, overlay);
        assertQuiesced(1, base);
        f.graph.drainedEnd(base);
        assertEquals(1, user.ends);
        assertQuiesced(0, base);
    }

    /** Test name detach/driver_cb: while a drain waits, the finished request detaches a child. */
    @Test
    void theGraphMayChangeWhileADrainWaits() throws Exception {
        TestDriver slow = new TestDriver().withBacking().held();
        BlockNode parent = f.node("parent", slow);
        BlockNode first = f.node("first");
        BlockNode second = f.node("second");
        f.graph.setBacking(parent, Optional.of(first));
        NamedBackend user = f.backend(parent);
        CompletableFuture<Void> read = GraphFixture.in(f.main, () -> {
            user.pread(0, ByteBuffer.allocate(512));
            return null;
        });
        assertEquals(1, parent.inFlight());
        read.thenRun(() -> f.main.execute(() -> {
            try {
                f.graph.setBacking(parent, Optional.of(second));
            } catch (BlockException e) {
                throw new IllegalStateException(e);
            }
        }));
        f.main.execute(() -> slow.gate.complete(null));
        f.graph.drainedBegin(first);
        assertTrue(read.isDone());
        f.main.poll(false);
        assertSame(second, parent.cowChild().orElseThrow().node());
        assertQuiesced(0, parent);
        assertQuiesced(1, first);
        f.graph.drainedEnd(first);
    }

    /** Test name replace_child/mid-drain. */
    @Test
    void replacingAChildKeepsTheDrainRight() throws Exception {
        BlockNode parent = f.node("parent", new TestDriver().withBacking());
        BlockNode drained = f.node("drained");
        BlockNode free = f.node("free");
        f.graph.setBacking(parent, Optional.of(drained));
        NodeEdge link = parent.cowChild().orElseThrow();
        f.graph.drainedBegin(drained);
        assertQuiesced(1, parent);
        f.graph.replaceChild(link, free);
        assertQuiesced(0, parent);
        assertQuiesced(1, drained);
        assertQuiesced(0, free);
        f.graph.replaceChild(link, drained);
        assertQuiesced(1, parent);
        f.graph.drainedEnd(drained);
        assertQuiesced(0, parent);
        assertTrue(free.hasNoOpBlockers());
        assertTrue(drained.isOpBlocked(OpType.RESIZE));
    }

    /** Test name blockjob/commit_by_drained_end, without the job. */
    @Test
    void theParentsMayChangeWhileADrainEnds() throws Exception {
        BlockNode child = f.node("child");
        List<BlockNode> parents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            BlockNode parent = f.node("parent" + i, new TestDriver().withBacking());
            f.graph.setBacking(parent, Optional.of(child));
            parents.add(parent);
        }
        boolean[] done = {false};
        TestUser job = new TestUser("job", f.main);
        f.graph.attach(job, "main node", Set.of(), parents.get(2), GrantedPermissions.UNCONCERNED);
        job.onEnd = () -> f.main.execute(() -> {
            try {
                f.graph.setBacking(parents.get(2), Optional.empty());
                f.graph.setBacking(parents.get(0), Optional.empty());
                done[0] = true;
            } catch (BlockException e) {
                throw new IllegalStateException(e);
            }
        });
        f.graph.drainedBegin(child);
        assertFalse(done[0]);
        f.graph.drainedEnd(child);
        assertTrue(done[0]);
        parents.forEach(p -> assertQuiesced(0, p));
        assertQuiesced(0, child);
    }

    @Test
    void aUserThatLeavesWhileADrainEndsIsLetGoOnce() throws Exception {
        BlockNode node = f.node("n");
        TestUser leaving = new TestUser("l", f.main);
        TestUser other = new TestUser("o", f.main);
        NodeEdge edge = f.graph.attach(leaving, "x", Set.of(), node, GrantedPermissions.UNCONCERNED);
        f.graph.attach(other, "y", Set.of(), node, GrantedPermissions.UNCONCERNED);
        other.onEnd = () -> {
            if (other.ends == 1) {
                f.graph.detach(edge);
            }
        };
        f.graph.drainedBegin(node);
        f.graph.drainedEndNoPoll(node);
        assertEquals(1, leaving.ends);
        assertEquals(1, other.ends);
    }

    @Test
    void requestsOfABackendWaitForTheEndOfTheDrain() throws Exception {
        TestDriver driver = new TestDriver();
        BlockNode node = f.node("n", driver);
        NamedBackend user = f.backend(node);
        NamedBackend job = f.backend(node);
        job.queueRequests(false);
        f.graph.drainedBegin(node);
        CompletableFuture<Void> held = GraphFixture.in(f.main, () -> {
            user.pwrite(0, ByteBuffer.allocate(512));
            return null;
        });
        CompletableFuture<Void> passed = GraphFixture.in(f.main, () -> {
            job.pwrite(0, ByteBuffer.allocate(512));
            return null;
        });
        assertTrue(passed.isDone());
        assertFalse(held.isDone());
        assertEquals(1, driver.writes);
        assertEquals(0, user.inFlight());
        // a second drain does not wait for what the first holds back
        f.graph.drainedBegin(node);
        f.graph.drainedEnd(node);
        assertEquals(1, driver.writes);
        f.graph.drainedEnd(node);
        f.pollWhile(() -> !held.isDone());
        assertEquals(2, driver.writes);
    }

    /** Test names iothread/*. */
    @Test
    void drainWaitsForRequestsInAnotherLoop() throws Exception {
        EventLoop io = f.ioThread("io");
        TestDriver driver = new TestDriver().held();
        BlockNode node = f.node("n", driver);
        NamedBackend user = f.backend(node);
        user.moveTo(io);
        CompletableFuture<Void> read = GraphFixture.in(io, () -> {
            user.pread(0, ByteBuffer.allocate(512));
            return null;
        });
        f.pollWhile(() -> node.inFlight() == 0);
        assertEquals(1, user.inFlight());
        f.main.execute(() -> f.main.execute(() -> driver.gate.complete(null)));
        f.graph.drainedBegin(node);
        assertTrue(driver.gate.isDone());
        assertEquals(0, node.inFlight());
        assertEquals(0, user.inFlight());
        assertSame(io, driver.lastIo);
        f.graph.drainedEnd(node);
        f.pollWhile(() -> !read.isDone());
    }

    /** Test names driver-cb/co/*. */
    @Test
    void aCoroutineCanDrain() throws Exception {
        EventLoop io = f.ioThread("io");
        BlockNode node = f.node("n");
        for (EventLoop loop : List.of(f.main, io)) {
            CompletableFuture<Integer> drained = GraphFixture.in(loop, () -> {
                f.graph.drainedBegin(node);
                f.graph.drainAllBegin();
                int counted = node.quiesceCounter();
                f.graph.drainAllEnd();
                f.graph.drainedEnd(node);
                return counted;
            });
            f.pollWhile(() -> !drained.isDone());
            assertEquals(2, drained.join());
            assertQuiesced(0, node);
        }
    }

    @Test
    void drainWaitsForWhatADriverCounts() throws Exception {
        BlockNode node = f.node("n");
        node.requestBegins();
        f.main.execute(node::requestEnds);
        f.graph.drainedBegin(node);
        assertEquals(0, node.inFlight());
        f.graph.drainedEnd(node);
        assertThrows(IllegalStateException.class, node::requestEnds);
    }

    /** Test name deletion/drain. */
    @Test
    void theLastReferenceMayGoDuringADrainThatTheReferenceHolderEnds() throws Exception {
        TestDriver driver = new TestDriver();
        BlockNode node = f.node("n", driver);
        NamedBackend user = f.backend(node);
        node.unref();
        f.graph.drainAllBegin();
        user.close();
        assertTrue(driver.closed);
        f.graph.drainAllEnd();
        assertEquals(List.of(), f.graph.nodes());
        assertEquals(List.of(), f.graph.backends());
    }
}
