package org.jobdeck.block.jobs.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.NullOptions;
import org.jobdeck.block.Permissions;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.jobdeck.loop.WorkerPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user's own filter copies, and how long a write waits for it. */
class CopyBeforeWriteTest {

    private static final int CLUSTER = 65536;
    private static final int SIZE = 8 * CLUSTER;

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();
    private EventLoop main;
    private WorkerPool pool;
    private BlockGraph graph;
    private byte[] before;

    @BeforeEach
    void setUp() throws Exception {
        main = EventLoop.adopting("main", clock);
        pool = new WorkerPool("test", 2);
        graph = new BlockGraph(main, pool);
        graph.register(CopyBeforeWrite.type());
        before = new byte[SIZE];
        new Random(4).nextBytes(before);
        Files.write(folder.resolve("disk"), before);
        Files.write(folder.resolve("old"), new byte[SIZE]);
    }

    @AfterEach
    void tearDown() {
        graph.closeAll();
        pool.close();
        main.close();
    }

    private NodeSpec file(String name) {
        return NodeSpec.of("file")
                .named(name)
                .with("filename", folder.resolve(name).toString());
    }

    private static NodeSpec filter(NodeRef disk, NodeRef target) {
        return NodeSpec.of("copy-before-write").named("cbw").child("file", disk).child("target", target);
    }

    private NamedBackend open(NodeSpec spec) throws BlockException {
        BlockNode node = graph.open(spec);
        NamedBackend backend = graph.newBackend(Permissions.ALL, Permissions.ALL);
        backend.insert(node);
        node.unref();
        return backend;
    }

    private byte[] copied(int... clusters) {
        byte[] expected = new byte[SIZE];
        for (int cluster : clusters) {
            System.arraycopy(before, cluster * CLUSTER, expected, cluster * CLUSTER, CLUSTER);
        }
        return expected;
    }

    @Test
    void wholeClustersAreCopiedOnce() throws Exception {
        NamedBackend disk = open(filter(file("disk"), file("old")));
        disk.pwrite(CLUSTER - 1, ByteBuffer.allocate(2));
        disk.writeZeroes(5 * CLUSTER, 512, false);
        disk.pwrite(CLUSTER, ByteBuffer.allocate(1));
        disk.close();
        assertArrayEquals(copied(0, 1, 5), Files.readAllBytes(folder.resolve("old")));
        assertEquals(0, Files.readAllBytes(folder.resolve("disk"))[CLUSTER]);
    }

    @Test
    void aBitmapSaysWhatIsCopied() throws Exception {
        BlockNode below = graph.open(file("disk"));
        below.bitmaps().add(Optional.of("b"), 512).set(2 * CLUSTER + 512, 512);
        NodeSpec spec = filter(NodeRef.existing("disk"), file("old"));
        NamedBackend disk = open(spec.with("bitmap", Map.of("node", "disk", "name", "b")));
        disk.pwrite(CLUSTER, ByteBuffer.allocate(2 * CLUSTER));
        disk.close();
        assertArrayEquals(copied(2), Files.readAllBytes(folder.resolve("old")));
        assertEquals(
                "Node 'nix' not found",
                assertThrows(
                                BlockException.class,
                                () -> graph.open(spec.with("bitmap", Map.of("node", "nix", "name", "b"))))
                        .getMessage());
        below.unref();
    }

    @Test
    void aWriteWaitsNoLongerThanIsSaid() throws Exception {
        GatedDisk slow = new GatedDisk(SIZE);
        BlockNode slowNode = graph.open(slow, NodeSpec.of("gated").named("slow"));
        NamedBackend disk = open(
                filter(NodeRef.existing("slow"), new NullOptions(SIZE).toSpec()).with("cbw-timeout", 5L));
        CompletableFuture<Void> write = write(disk);
        clock.advance(Duration.ofMillis(4_999));
        poll();
        assertFalse(write.isDone());
        clock.advance(Duration.ofMillis(1));
        poll();
        assertTrue(write.isDone());
        CompletionException failed = assertThrows(CompletionException.class, write::join);
        assertEquals(Errno.ETIMEDOUT, ((BlockException) failed.getCause()).errno());
        // the copy goes on, and counts as a request
        assertEquals(1, graph.node("cbw").orElseThrow().inFlight());
        slow.open();
        poll();
        assertEquals(0, graph.node("cbw").orElseThrow().inFlight());
        write(disk).join();
        slowNode.unref();
    }

    private CompletableFuture<Void> write(NamedBackend disk) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        main.coroutine("guest", () -> {
                    try {
                        disk.pwrite(0, ByteBuffer.allocate(512));
                        result.complete(null);
                    } catch (BlockException e) {
                        result.completeExceptionally(e);
                    }
                })
                .enter();
        poll();
        return result;
    }

    private void poll() {
        boolean busy = true;
        while (busy) {
            busy = main.poll(false);
        }
    }
}
