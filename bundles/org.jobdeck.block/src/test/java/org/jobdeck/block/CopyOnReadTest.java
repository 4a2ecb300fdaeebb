package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is copied into an image when it is read, and what is not. */
class CopyOnReadTest {

    private static final int SIZE = MemoryImage.SIZE;
    private static final int CLUSTER = MemoryImage.CLUSTER;

    private GraphFixture f;
    private final MemoryImage base = new MemoryImage();
    private final MemoryImage middle = new MemoryImage();
    private final MemoryImage top = new MemoryImage();

    @BeforeEach
    void setUp() throws BlockException {
        f = new GraphFixture();
        new Random(1).nextBytes(base.data);
        base.allocated.set(0, SIZE / CLUSTER);
        BlockNode baseNode = f.graph.open(base, NodeSpec.of("memory").named("base"));
        BlockNode middleNode = f.graph.open(middle, NodeSpec.of("memory").named("middle"));
        BlockNode topNode = f.graph.open(top, NodeSpec.of("memory").named("top"));
        f.graph.setBacking(middleNode, Optional.of(baseNode));
        f.graph.setBacking(topNode, Optional.of(middleNode));
        List.of(baseNode, middleNode).forEach(BlockNode::unref);
    }

    @AfterEach
    void tearDown() {
        f.graph.closeAll();
        f.close();
    }

    private NamedBackend open(Optional<String> bottom) throws BlockException {
        NodeSpec spec = NodeSpec.of("copy-on-read").named("cor").child("file", NodeRef.existing("top"));
        BlockNode node = f.graph.open(bottom.isPresent() ? spec.with("bottom", bottom.get()) : spec);
        NamedBackend backend = f.backend(node);
        node.unref();
        return backend;
    }

    private static byte[] read(NamedBackend disk, long offset, int bytes) throws BlockException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        disk.pread(offset, buffer);
        return buffer.array();
    }

    @Test
    void whatIsReadIsInTheImageAfterwards() throws BlockException {
        NamedBackend disk = open(Optional.empty());
        DirtyBitmap bitmap = f.graph.node("top").orElseThrow().bitmaps().add(Optional.of("b"), 512);
        assertArrayEquals(Arrays.copyOfRange(base.data, 1000, 9000), read(disk, 1000, 8000));
        assertEquals(3, top.allocated.cardinality());
        assertEquals(0, middle.allocated.cardinality());
        assertArrayEquals(Arrays.copyOf(base.data, 3 * CLUSTER), Arrays.copyOf(top.data, 3 * CLUSTER));
        assertEquals(0, bitmap.count());
        int writes = top.writes;
        read(disk, 0, 3 * CLUSTER);
        assertEquals(writes, top.writes);
    }

    @Test
    void whatIsBelowTheLowestIsNotCopied() throws BlockException {
        middle.allocated.set(1);
        middle.data[CLUSTER] = 42;
        NamedBackend disk = open(Optional.of("middle"));
        byte[] expected = Arrays.copyOf(base.data, SIZE);
        System.arraycopy(middle.data, CLUSTER, expected, CLUSTER, CLUSTER);
        assertArrayEquals(expected, read(disk, 0, SIZE));
        assertEquals(1, top.allocated.cardinality());
        assertEquals(42, top.data[CLUSTER]);
    }

    @Test
    void theChainDownToTheLowestIsFrozen() throws BlockException {
        NamedBackend disk = open(Optional.of("middle"));
        BlockNode topNode = f.graph.node("top").orElseThrow();
        assertEquals(
                "Cannot change frozen 'backing' link from 'top' to 'middle'",
                assertThrows(BlockException.class, () -> f.graph.setBacking(topNode, Optional.empty()))
                        .getMessage());
        disk.close();
        f.graph.setBacking(topNode, Optional.empty());
        assertThrows(BlockException.class, () -> open(Optional.of("middle")));
    }

    @Test
    void writesMeanwhileAreNotLost() throws Exception {
        NamedBackend disk = open(Optional.empty());
        byte[] model = base.data.clone();
        Random random = new Random(3);
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            // writes that overlap could come in any order
            int offset = i * 97 % 300 * 200;
            if (random.nextBoolean()) {
                all.add(GraphFixture.in(f.main, () -> read(disk, offset, 512).length > 0));
            } else {
                byte[] data = new byte[100];
                random.nextBytes(data);
                System.arraycopy(data, 0, model, offset, data.length);
                all.add(GraphFixture.in(f.main, () -> {
                    disk.pwrite(offset, ByteBuffer.wrap(data));
                    return true;
                }));
            }
        }
        f.pollWhile(() -> !all.stream().allMatch(CompletableFuture::isDone));
        for (CompletableFuture<Boolean> one : all) {
            one.get();
        }
        assertArrayEquals(model, read(disk, 0, SIZE));
    }
}
