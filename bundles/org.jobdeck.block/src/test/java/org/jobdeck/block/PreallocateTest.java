package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a file is while it grows, and afterwards. */
class PreallocateTest {

    private static final Permissions GROW =
            Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE, Permission.RESIZE);
    private static final int ALIGN = 65536;
    private static final int MORE = 1 << 20;

    @TempDir
    private Path folder;

    private GraphFixture f;
    private Path file;
    private BlockNode node;
    private NamedBackend disk;

    @BeforeEach
    void setUp() throws Exception {
        f = new GraphFixture();
        file = Files.write(folder.resolve("file"), new byte[1024]);
        node = f.graph.open(NodeSpec.of("preallocate")
                .with("prealloc-align", (long) ALIGN)
                .with("prealloc-size", (long) MORE)
                .child("file", NodeSpec.of("file").with("filename", file.toString())));
        disk = f.graph.newBackend(GROW, Permissions.ALL);
        disk.insert(node);
    }

    @AfterEach
    void tearDown() {
        f.graph.closeAll();
        f.close();
    }

    private NodeEdge root() {
        return disk.root().orElseThrow();
    }

    @Test
    void theFileIsLongerThanTheNode() throws Exception {
        assertEquals(1024, Files.size(file));
        root().pwrite(1024, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertEquals(1027, node.exactLength());
        // room begins at the first multiple behind the old end; what is added to it is filled up to another
        assertEquals(ALIGN + MORE, Files.size(file));
        assertTrue(node.filteredChild()
                        .orElseThrow()
                        .node()
                        .driver()
                        .allocatedBytes()
                        .orElseThrow()
                >= MORE);
        root().pwrite(MORE, ByteBuffer.wrap(new byte[] {9}));
        assertEquals(MORE + 1, node.exactLength());
        disk.close();
        assertEquals(MORE + 1, Files.size(file));
        byte[] all = Files.readAllBytes(file);
        assertArrayEquals(new byte[] {0, 1, 2, 3, 0}, Arrays.copyOfRange(all, 1023, 1028));
        assertEquals(9, all[MORE]);
    }

    @Test
    void whatIsZeroAlreadyIsNotWritten() throws Exception {
        root().pwrite(1024, ByteBuffer.wrap(new byte[] {1}));
        root().writeZeroes(2048, 4096, false);
        assertEquals(6144, node.exactLength());
        disk.changePermissions(new GrantedPermissions(Permissions.of(Permission.WRITE), Permissions.ALL));
        assertEquals(6144, Files.size(file));
        assertEquals(6144, node.exactLength());
    }

    @Test
    void aLengthThatIsSetIsTheFiles() throws Exception {
        root().pwrite(1024, ByteBuffer.wrap(new byte[] {1}));
        disk.truncate(512);
        assertEquals(512, Files.size(file));
        root().pwrite(512, ByteBuffer.wrap(new byte[] {1}));
        disk.close();
        assertEquals(513, Files.size(file));
    }

    @Test
    void whoMayNotGrowLeavesTheFileAsItIs() throws Exception {
        disk.changePermissions(new GrantedPermissions(Permissions.of(Permission.WRITE), Permissions.ALL));
        disk.pwrite(0, ByteBuffer.wrap(new byte[] {1}));
        assertEquals(1024, Files.size(file));
    }

    @Test
    void writesBesideEachOtherDoNotSpoilOneAnother() throws Exception {
        List<CompletableFuture<Boolean>> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            byte[] data = new byte[40_000];
            Arrays.fill(data, (byte) (i + 1));
            long offset = 1024 + (i * 37L % 100) * data.length;
            writes.add(GraphFixture.in(f.main, () -> {
                root().pwrite(offset, ByteBuffer.wrap(data));
                return true;
            }));
        }
        f.pollWhile(() -> !writes.stream().allMatch(CompletableFuture::isDone));
        disk.close();
        byte[] all = Files.readAllBytes(file);
        assertEquals(1024 + 100 * 40_000, all.length);
        for (int i = 0; i < 100; i++) {
            int at = 1024 + (i * 37 % 100) * 40_000;
            for (int k = 0; k < 40_000; k++) {
                assertEquals((byte) (i + 1), all[at + k]);
            }
        }
    }
}
