package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Moving what hangs together to another loop; the names of QEMU's test-block-iothread stand beside. */
class LoopChangeTest {

    private static final String REFUSED = "Cannot change iothread of active block backend";

    private GraphFixture f;
    private EventLoop io;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
        io = f.ioThread("io");
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private static void assertIn(EventLoop loop, BlockNode... nodes) {
        for (BlockNode node : nodes) {
            assertSame(loop, node.eventLoop(), node.name());
        }
    }

    /** /propagate/basic. */
    @Test
    void basic() throws Exception {
        BlockNode a = f.node("a");
        BlockNode b = f.node("b");
        BlockNode filter = f.node("filter", new TestDriver().asFilter());
        f.graph.attachChild(filter, "a", Set.of(EdgeRole.DATA), a);
        f.graph.attachChild(filter, "b", Set.of(EdgeRole.DATA), b);
        NamedBackend backend = f.graph.newBackend(Permissions.NONE, Permissions.ALL);
        backend.insert(a);
        backend.moveTo(io);
        assertSame(io, backend.eventLoop());
        assertIn(io, a, b, filter);
        assertEquals(List.of(io), ((TestDriver) b.driver()).loops);
        backend.moveTo(f.main);
        assertSame(f.main, backend.eventLoop());
        assertIn(f.main, a, b, filter);
        assertEquals(0, a.quiesceCounter() + b.quiesceCounter() + filter.quiesceCounter());
    }

    /** /propagate/diamond. */
    @Test
    void diamond() throws Exception {
        BlockNode a = f.node("a");
        BlockNode b = f.node("b");
        BlockNode c = f.node("c");
        BlockNode top = f.node("top");
        f.graph.attachChild(b, "file", Set.of(EdgeRole.DATA), a);
        f.graph.attachChild(c, "file", Set.of(EdgeRole.DATA), a);
        f.graph.attachChild(top, "b", Set.of(EdgeRole.DATA), b);
        f.graph.attachChild(top, "c", Set.of(EdgeRole.DATA), c);
        NamedBackend backend = f.graph.newBackend(Permissions.NONE, Permissions.ALL);
        backend.insert(top);
        backend.moveTo(io);
        assertIn(io, a, b, c, top);
        backend.moveTo(f.main);
        assertIn(f.main, a, b, c, top);
    }

    /** /propagate/mirror without the job: refused by a plain backend, nothing moves; then allowed. */
    @Test
    void aPlainBackendStaysUnlessItMayMove() throws Exception {
        BlockNode source = f.node("src");
        BlockNode target = f.node("target");
        TestUser job = new TestUser("job0", f.main) {
            @Override
            public void changeLoop(NodeEdge edge, LoopChange change) throws BlockException {
                change.include(source);
                change.include(target);
                change.onCommit(() -> loop = change.target());
            }
        };
        f.graph.attach(job, "main node", Set.of(), source, GrantedPermissions.UNCONCERNED);
        f.graph.attach(job, "target", Set.of(), target, GrantedPermissions.UNCONCERNED);
        f.graph.changeLoop(source, io);
        assertIn(io, source, target);
        assertSame(io, job.loop);
        f.graph.changeLoop(target, f.main);
        assertIn(f.main, source, target);
        assertSame(f.main, job.loop);
        NamedBackend plain = f.backend(source);
        String text = assertThrows(BlockException.class, () -> f.graph.changeLoop(target, io))
                .getMessage();
        assertEquals(REFUSED, text);
        assertIn(f.main, source, target);
        assertSame(f.main, job.loop);
        plain.allowLoopChange(true);
        f.graph.changeLoop(target, io);
        assertIn(io, source, target);
        assertSame(io, job.loop);
        assertSame(io, plain.eventLoop());
    }

    /** /attach/second_node. */
    @Test
    void aNodeOpenedOnAnotherGoesToItsLoop() throws Exception {
        BlockNode node = f.node("n");
        NamedBackend backend = f.backend(node);
        backend.moveTo(io);
        BlockNode raw =
                f.graph.open(new RawOptions(NodeRef.existing("n")).toSpec().named("raw"));
        assertIn(io, node, raw);
        backend.moveTo(f.main);
        assertIn(f.main, node, raw);
    }

    /** /attach/preserve_blk_ctx. */
    @Test
    void aBackendKeepsItsLoopWithoutItsNode() throws Exception {
        BlockNode node = f.node("n");
        NamedBackend backend = f.backend(node);
        backend.moveTo(io);
        assertIn(io, node);
        backend.remove();
        assertSame(io, backend.eventLoop());
        assertIn(f.main, node);
        backend.insert(node);
        assertIn(io, node);
        backend.moveTo(f.main);
        assertIn(f.main, node);
    }

    /** /bdrv-drain/set_aio_context. */
    @Test
    void aDrainedNodeCanMove() throws Exception {
        EventLoop other = f.ioThread("other");
        BlockNode node = f.node("n");
        f.graph.drainedBegin(node);
        f.graph.changeLoop(node, io);
        f.graph.changeLoop(node, other);
        f.graph.drainedEnd(node);
        f.graph.drainedBegin(node);
        f.graph.changeLoop(node, io);
        f.graph.changeLoop(node, f.main);
        f.graph.drainedEnd(node);
        assertEquals(List.of(io, other, io, f.main), ((TestDriver) node.driver()).loops);
        assertEquals(0, node.quiesceCounter());
    }

    @Test
    void aUserThatStaysCannotBeAttachedToANodeThatStays() throws Exception {
        BlockNode node = f.node("n");
        NamedBackend plain = f.backend(node);
        TestUser user = new TestUser("u", io);
        String text = assertThrows(
                        BlockException.class,
                        () -> f.graph.attach(user, "x", Set.of(), node, GrantedPermissions.UNCONCERNED))
                .getMessage();
        assertEquals(REFUSED, text);
        assertEquals(1, node.parents().size());
        user.mayMove = true;
        f.graph.attach(user, "x", Set.of(), node, GrantedPermissions.UNCONCERNED);
        assertSame(f.main, user.loop);
        assertSame(f.main, plain.eventLoop());
    }

    @Test
    void aMoveWaitsForRequestsAndLaterOnesFollow() throws Exception {
        TestDriver driver = new TestDriver().held();
        BlockNode node = f.node("n", driver);
        NamedBackend backend = f.backend(node);
        CompletableFuture<Void> read = GraphFixture.in(f.main, () -> {
            backend.pread(0, ByteBuffer.allocate(512));
            return null;
        });
        f.main.execute(() -> driver.gate.complete(null));
        backend.moveTo(io);
        assertTrue(read.isDone());
        CompletableFuture<EventLoop> write = GraphFixture.in(f.main, () -> {
            backend.pwrite(0, ByteBuffer.allocate(512));
            return EventLoop.current();
        });
        f.pollWhile(() -> !write.isDone());
        assertSame(io, driver.lastIo);
        assertSame(f.main, write.join());
    }

    @Test
    void heldBackRequestsFollowTheNode() throws Exception {
        TestDriver driver = new TestDriver();
        BlockNode node = f.node("n", driver);
        NamedBackend backend = f.backend(node);
        f.graph.drainedBegin(node);
        CompletableFuture<Void> write = GraphFixture.in(f.main, () -> {
            backend.pwrite(0, ByteBuffer.allocate(512));
            return null;
        });
        backend.moveTo(io);
        f.graph.drainedEnd(node);
        f.pollWhile(() -> !write.isDone());
        write.join();
        assertSame(io, driver.lastIo);
    }
}
