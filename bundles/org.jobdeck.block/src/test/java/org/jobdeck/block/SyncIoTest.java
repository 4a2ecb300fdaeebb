package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Requests from the main thread on a node of another loop (QEMU: test-block-iothread, /sync-op/*). */
class SyncIoTest {

    private GraphFixture f;
    private EventLoop io;
    private TestDriver driver;
    private BlockNode node;
    private NamedBackend backend;
    private NodeEdge edge;

    @BeforeEach
    void setUp() throws Exception {
        f = new GraphFixture();
        io = f.ioThread("io");
        driver = new TestDriver();
        node = f.node("n", driver);
        backend = f.backend(node);
        edge = backend.root().orElseThrow();
        backend.moveTo(io);
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(512);
    }

    private static void assertErrno(Errno errno, Executable what) {
        assertEquals(errno, assertThrows(BlockException.class, what).errno());
    }

    @Test
    void pread() throws Exception {
        for (BlockIo way : List.of(backend, edge)) {
            ByteBuffer b = buffer();
            way.pread(0, b);
            assertFalse(b.hasRemaining());
            assertSame(io, driver.lastIo);
            assertErrno(Errno.EIO, () -> way.pread(-2, buffer()));
        }
        assertErrno(Errno.EIO, () -> backend.pread(TestDriver.SIZE - 511, buffer()));
        // an edge may read beyond the end: zeroes
        ByteBuffer tail = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
        edge.pread(TestDriver.SIZE - 2, tail);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 0, 0}), tail.flip());
        assertErrno(Errno.EIO, () -> edge.pread(Long.MAX_VALUE - 100, buffer()));
    }

    @Test
    void pwrite() throws Exception {
        for (BlockIo way : List.of(backend, edge)) {
            way.pwrite(0, buffer());
            assertSame(io, driver.lastIo);
            assertErrno(Errno.EIO, () -> way.pwrite(-2, buffer()));
        }
        assertEquals(2, driver.writes);
        assertErrno(Errno.EIO, () -> backend.pwrite(TestDriver.SIZE, buffer()));
        edge.pwrite(0, ByteBuffer.allocate(0));
        assertEquals(2, driver.writes);
        edge.changePermissions(new GrantedPermissions(Permissions.of(Permission.WRITE), Permissions.ALL));
        assertErrno(Errno.EIO, () -> edge.pwrite(TestDriver.SIZE, buffer()));
        edge.changePermissions(GrantedPermissions.UNCONCERNED);
        assertThrows(IllegalStateException.class, () -> edge.pwrite(0, buffer()));
        assertThrows(IllegalStateException.class, () -> edge.truncate(0));
    }

    @Test
    void pwriteZeroes() throws Exception {
        for (BlockIo way : List.of(backend, edge)) {
            driver.writes = 0;
            // a driver that cannot is given zeroes to write, in pieces
            way.writeZeroes(0, TestDriver.SIZE, true);
            assertEquals(1, driver.writes);
            assertErrno(Errno.EIO, () -> way.writeZeroes(-2, 512, false));
            assertErrno(Errno.EIO, () -> way.writeZeroes(0, -2, false));
        }
    }

    @Test
    void pdiscard() throws Exception {
        for (BlockIo way : List.of(backend, edge)) {
            way.discard(0, 512);
            assertErrno(Errno.EIO, () -> way.discard(-2, 512));
            assertErrno(Errno.EIO, () -> way.discard(0, -2));
        }
    }

    @Test
    void truncate() throws Exception {
        for (BlockIo way : List.of(backend, edge)) {
            way.truncate(TestDriver.SIZE);
            assertSame(io, driver.lastIo);
            assertErrno(Errno.EINVAL, () -> way.truncate(-2));
            way.truncate(1000);
            assertEquals(1024, way.length());
            assertEquals(1000, node.exactLength());
        }
        assertErrno(Errno.EIO, () -> edge.truncate(Long.MAX_VALUE));
    }

    @Test
    void blockStatus() throws Exception {
        BlockStatus status = node.allocation(0, TestDriver.SIZE);
        assertSame(io, driver.lastIo);
        assertFalse(status.allocated());
        assertEquals(TestDriver.SIZE, status.bytes());
        assertTrue(status.eof());
        driver.tellsStatus = false;
        assertTrue(node.allocation(0, TestDriver.SIZE).allocated());
        assertFalse(node.allocation(0, 0).allocated());
        assertFalse(node.allocation(TestDriver.SIZE, 512).allocated());
        assertTrue(node.allocation(TestDriver.SIZE, 512).eof());
        assertEquals(512, backend.blockStatus(TestDriver.SIZE - 512, 4096).bytes());
        assertFalse(backend.blockStatus(0, 512).eof());
        assertErrno(Errno.EIO, () -> backend.blockStatus(-2, 512));
    }

    @Test
    void flush() throws Exception {
        backend.flush();
        assertEquals(0, driver.flushes, "nothing was written");
        backend.pwrite(0, buffer());
        backend.flush();
        edge.flush();
        node.flush();
        assertEquals(1, driver.flushes);
        assertSame(io, driver.lastIo);
        BlockNode ro = f.graph.open(new TestDriver(), NodeSpec.of("test").readOnly());
        ro.flush();
        assertEquals(0, ((TestDriver) ro.driver()).flushes);
    }

    @Test
    void flushInTheMiddleOfADrainDoesNotDeadlock() throws Exception {
        backend.pwrite(0, buffer());
        f.graph.drainedBegin(node);
        node.flush();
        assertEquals(1, driver.flushes);
        f.graph.drainedEnd(node);
    }

    @Test
    void flushReachesWritableChildren() throws Exception {
        BlockNode raw = f.graph.open(new RawOptions(NodeRef.existing("n")).toSpec());
        NamedBackend top = f.graph.newBackend(io, Permissions.ALL, Permissions.ALL);
        top.insert(raw);
        top.pwrite(0, buffer());
        top.flush();
        assertEquals(1, driver.flushes);
    }

    @Test
    void withoutMediumRequestsFail() {
        backend.remove();
        assertEquals(
                "No medium found",
                assertThrows(BlockException.class, () -> backend.pread(0, buffer()))
                        .getMessage());
        assertErrno(Errno.ENXIO, backend::length);
    }

    @Test
    void failuresOfAnyKindComeBack() {
        driver.gate = CompletableFuture.failedFuture(new IllegalArgumentException("broken driver"));
        String text = assertThrows(IllegalArgumentException.class, () -> backend.pread(0, buffer()))
                .getMessage();
        assertEquals("broken driver", text);
        driver.gate = CompletableFuture.failedFuture(new BlockException(Errno.ENOSPC));
        assertErrno(Errno.ENOSPC, () -> backend.pread(0, buffer()));
        assertEquals(0, node.inFlight());
        assertEquals(0, backend.inFlight());
    }

    @Test
    void nullCoTakesItsTimeAndReadsZeroes() throws Exception {
        f.close();
        ManualClock clock = new ManualClock();
        f = new GraphFixture(clock);
        BlockNode slow = f.graph.open(new NullOptions(1000, true, Duration.ofSeconds(2)).toSpec());
        NamedBackend user = f.backend(slow);
        assertEquals(1024, user.length());
        ByteBuffer b = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        CompletableFuture<Void> read = GraphFixture.in(f.main, () -> {
            user.pread(8, b);
            return null;
        });
        clock.advance(Duration.ofMillis(1999));
        f.main.poll(false);
        assertFalse(read.isDone());
        clock.advance(Duration.ofMillis(1));
        f.main.poll(false);
        read.join();
        assertEquals(ByteBuffer.allocate(9), b.flip());
        assertTrue(user.blockStatus(0, 512).zero());
        BlockNode plain = f.graph.open(NodeSpec.of("null-co"));
        assertEquals(1L << 30, plain.length());
        assertFalse(plain.blockStatus(0, 512).zero());
        assertFalse(plain.blockStatus(0, 512).allocated());
    }
}
