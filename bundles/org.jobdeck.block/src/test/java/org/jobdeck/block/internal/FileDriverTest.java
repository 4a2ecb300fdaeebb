package org.jobdeck.block.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permissions;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.WorkerPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the file driver makes of a host that fails or changes under it. */
class FileDriverTest {

    private static final int SIZE = 65536;

    /** A file in which everything succeeds that the test does not forbid. */
    private static final class Host implements HostFile {
        boolean syncFails;
        long length = SIZE;
        Runnable meanwhile = () -> {};
        long extentEnd = Long.MAX_VALUE;
        int looks;

        @Override
        public long size() {
            return length;
        }

        @Override
        public void read(long offset, ByteBuffer into) {
            into.position(into.limit());
        }

        @Override
        public void write(long offset, ByteBuffer from) {
            length = Math.max(length, offset + from.remaining());
            from.position(from.limit());
        }

        @Override
        public void punchHole(long offset, long bytes) {
            meanwhile.run();
        }

        @Override
        public long allocated() {
            return length;
        }

        @Override
        public void allocate(long offset, long bytes) {
            throw new AssertionError("nobody asks for that");
        }

        @Override
        public void zeroRange(long offset, long bytes) {}

        @Override
        public Extent extentAt(long offset) {
            looks++;
            return new Extent(true, extentEnd);
        }

        @Override
        public void sync() throws BlockException {
            if (syncFails) {
                throw new BlockException(Errno.EIO);
            }
        }

        @Override
        public void truncate(long newLength) {
            length = newLength;
        }

        @Override
        public void lock(long at) {}

        @Override
        public void unlock(long at) {}

        @Override
        public boolean isLocked(long at) {
            return false;
        }

        @Override
        public void close() {}
    }

    private final Host host = new Host();
    private EventLoop main;
    private WorkerPool pool;
    private NamedBackend disk;

    @BeforeEach
    void setUp() throws Exception {
        main = EventLoop.adopting("main", Clock.system());
        pool = new WorkerPool("file-test", 2);
        BlockGraph graph = new BlockGraph(main, pool);
        BlockNode node = graph.open(
                new FileDriver(new FileSettings("disk", false, false), (path, readOnly, direct) -> host),
                NodeSpec.of("file").named("n").with("discard", "unmap"));
        disk = graph.newBackend(Permissions.ALL, Permissions.ALL);
        disk.insert(node);
    }

    @AfterEach
    void tearDown() {
        pool.close();
        main.close();
    }

    /** The system reports a write that it could not bring to the disk once, and then forgets it. */
    @Test
    void aFlushThatFailedIsNotForgotten() throws Exception {
        disk.pwrite(0, ByteBuffer.allocate(512));
        host.syncFails = true;
        assertEquals(
                Errno.EIO,
                assertThrows(BlockException.class, () -> disk.flush()).errno());
        host.syncFails = false;
        BlockException still = assertThrows(BlockException.class, () -> disk.flush());
        assertEquals(Errno.EIO, still.errno());
    }

    @Test
    void growingByZeroesDoesNotCutOffWhatAnotherWriteHasAddedMeanwhile() throws Exception {
        disk.root().orElseThrow().writeZeroes(SIZE - 512, 1024, true);
        assertEquals(SIZE + 512, host.length);
        host.meanwhile = () -> host.write(3 * SIZE, ByteBuffer.allocate(512));
        disk.root().orElseThrow().writeZeroes(SIZE, SIZE, true);
        assertEquals(3 * SIZE + 512, host.length);
    }

    /** Somebody has punched a hole between the two looks at the file: no reason to fail. */
    @Test
    void aRunThatEndsWhereItBeginsCountsAsData() throws Exception {
        host.extentEnd = 4096;
        BlockStatus status = disk.blockStatus(4096, 8192);
        assertEquals(true, status.data());
        assertEquals(8192, status.bytes());
    }

    /** Some file systems go through all of a file's data to find the next hole. */
    @Test
    void aRunOfDataIsLookedForOnceUntilTheFileGetsHoles() throws Exception {
        for (int at = 0; at < SIZE; at += 4096) {
            assertEquals(true, disk.blockStatus(at, 4096).data());
        }
        assertEquals(1, host.looks);
        disk.discard(4096, 4096);
        disk.blockStatus(0, SIZE);
        assertEquals(2, host.looks);
        disk.root().orElseThrow().writeZeroes(0, 4096, true);
        disk.blockStatus(0, SIZE);
        assertEquals(3, host.looks);
        disk.root().orElseThrow().truncate(SIZE / 2);
        disk.blockStatus(0, SIZE / 2);
        assertEquals(4, host.looks);
    }

    @Test
    void aFileThatCannotBeWrittenIsReadOnlyWhereThatIsAllowed() throws Exception {
        BlockGraph graph = disk.node().orElseThrow().graph();
        FileDriver.Opener opener = (path, readOnly, direct) -> {
            if (!readOnly) {
                throw new BlockException(Errno.EACCES);
            }
            return host;
        };
        FileSettings settings = new FileSettings("locked", false, false);
        assertEquals(
                Errno.EACCES,
                assertThrows(
                                BlockException.class,
                                () -> graph.open(new FileDriver(settings, opener), NodeSpec.of("file")))
                        .errno());
        BlockNode node =
                graph.open(new FileDriver(settings, opener), NodeSpec.of("file").with("auto-read-only", true));
        assertEquals(true, node.isReadOnly());
        node.unref();
    }
}
