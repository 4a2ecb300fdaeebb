package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which data a quorum gives, and what becomes of the images. */
class QuorumTest {

    private static final int SIZE = 4096;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private GraphFixture f;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
        f.graph.addEventListener(event -> told.add(event.name() + event.data().toJson()));
    }

    @AfterEach
    void tearDown() {
        f.graph.closeAll();
        f.close();
    }

    private NodeSpec image(String name, int content) throws IOException {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) content);
        Path file = Files.write(folder.resolve(name), bytes);
        return NodeSpec.of("file").named(name).with("filename", file.toString());
    }

    private static NodeSpec of(int threshold, NodeRef... images) {
        NodeSpec spec = NodeSpec.of("quorum").named("q").with("vote-threshold", (long) threshold);
        for (int i = 0; i < images.length; i++) {
            spec = spec.child("children." + i, images[i]);
        }
        return spec;
    }

    private NamedBackend open(NodeSpec spec) throws BlockException {
        BlockNode node = f.graph.open(spec);
        NamedBackend backend =
                f.graph.newBackend(Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE), Permissions.ALL);
        backend.insert(node);
        node.unref();
        return backend;
    }

    private static int read(NamedBackend disk) throws BlockException {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        disk.pread(0, buffer);
        for (byte b : buffer.array()) {
            assertEquals(buffer.get(0), b);
        }
        return buffer.get(0);
    }

    private List<String> told() {
        while (f.main.poll(false)) {
            // what is told is told in the main loop
        }
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    private byte first(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name))[0];
    }

    @Test
    void theMostWinAndTheOthersAreNamed() throws Exception {
        NamedBackend disk = open(of(2, image("a", 1), image("b", 2), image("c", 2)));
        assertEquals(2, read(disk));
        assertEquals(
                List.of("QUORUM_REPORT_BAD{\"type\": \"read\", \"node-name\": \"a\", \"sector-num\": 0,"
                        + " \"sectors-count\": 8}"),
                told());
        assertEquals(1, first("a"));
    }

    @Test
    void whoIsWrongIsPutRightWhereThatIsWanted() throws Exception {
        NamedBackend disk =
                open(of(2, image("a", 1), image("b", 2), image("c", 2)).with("rewrite-corrupted", true));
        assertEquals(2, read(disk));
        assertEquals(1, told().size());
        assertEquals(2, first("a"));
        assertEquals(2, read(disk));
        assertEquals(List.of(), told());
    }

    @Test
    void threeThatAllDifferAreNoQuorum() throws Exception {
        NamedBackend disk = open(of(2, image("a", 1), image("b", 2), image("c", 3)));
        assertEquals(
                Errno.EIO, assertThrows(BlockException.class, () -> read(disk)).errno());
        assertEquals(List.of("QUORUM_FAILURE{\"reference\": \"q\", \"sector-num\": 0, \"sectors-count\": 8}"), told());
    }

    @Test
    void twoThatAreVerifiedMustAgree() throws Exception {
        NamedBackend disk = open(of(2, image("a", 1), image("b", 2)).with("blkverify", true));
        assertThrows(BlockException.class, () -> read(disk));
        disk.pwrite(0, ByteBuffer.wrap(new byte[SIZE]));
        assertEquals(0, read(disk));
    }

    @Test
    void oneThatFailsIsOutvoted() throws Exception {
        NodeSpec failing = new BlkdebugOptions(image("a", 2), InjectError.always("read", Errno.ENOSPC))
                .toSpec()
                .named("bad");
        NamedBackend disk = open(of(2, failing, image("b", 2), image("c", 2)));
        assertEquals(2, read(disk));
        assertEquals(
                List.of("QUORUM_REPORT_BAD{\"type\": \"read\", \"error\": \"No space left on device\","
                        + " \"node-name\": \"bad\", \"sector-num\": 0, \"sectors-count\": 8}"),
                told());
    }

    @Test
    void whatIsWrittenIsWrittenEverywhere() throws Exception {
        NamedBackend disk = open(of(2, image("a", 1), image("b", 1), image("c", 1)));
        disk.pwrite(0, ByteBuffer.wrap(new byte[] {7}));
        disk.writeZeroes(1, SIZE - 1, false);
        disk.flush();
        byte[] expected = new byte[SIZE];
        expected[0] = 7;
        for (String name : List.of("a", "b", "c")) {
            assertArrayEquals(expected, Files.readAllBytes(folder.resolve(name)));
        }
        assertEquals(List.of(), told());
    }

    @Test
    void aFlushThatTooManyCannotDoFails() throws Exception {
        NodeSpec failing = new BlkdebugOptions(image("a", 2), InjectError.always("flush", Errno.ENOSPC))
                .toSpec()
                .named("bad");
        NamedBackend disk = open(of(1, failing, image("b", 2)));
        disk.pwrite(0, ByteBuffer.allocate(512));
        disk.flush();
        assertEquals(1, told().size());
        disk.close();
        NodeSpec again = new BlkdebugOptions(image("a", 2), InjectError.always("flush", Errno.ENOSPC))
                .toSpec()
                .named("bad");
        NamedBackend strict = open(of(2, again, image("b", 2)));
        strict.pwrite(0, ByteBuffer.allocate(512));
        assertEquals(
                Errno.ENOSPC, assertThrows(BlockException.class, strict::flush).errno());
    }
}
