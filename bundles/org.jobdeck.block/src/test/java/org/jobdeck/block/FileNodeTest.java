package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on real files, alone and under raw. */
class FileNodeTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private GraphFixture f;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
    }

    @AfterEach
    void tearDown() {
        f.close();
    }

    private Path file(byte[] content) throws Exception {
        Path path = Files.createTempFile(folder, "disk", ".raw");
        return Files.write(path, content);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private NamedBackend open(Path path) throws BlockException {
        BlockNode node =
                f.graph.open(new FileOptions(path.toString(), false).toSpec().with("discard", "unmap"));
        NamedBackend backend = f.backend(node);
        node.unref();
        return backend;
    }

    private static byte[] read(BlockIo disk, long offset, int length) throws BlockException {
        ByteBuffer direct = ByteBuffer.allocateDirect(length);
        disk.pread(offset, direct);
        byte[] viaDirect = new byte[length];
        direct.flip().get(viaDirect);
        byte[] viaHeap = new byte[length];
        Arrays.fill(viaHeap, (byte) 7);
        disk.pread(offset, ByteBuffer.wrap(viaHeap));
        assertArrayEquals(viaDirect, viaHeap);
        return viaDirect;
    }

    @Test
    void oddLengthsReadAsZeroesToTheNextSector() throws Exception {
        byte[] content = random(1000);
        NamedBackend disk = open(file(content));
        assertEquals(1024, disk.length());
        assertEquals(1000, disk.node().orElseThrow().exactLength());
        assertArrayEquals(Arrays.copyOf(content, 1024), read(disk, 0, 1024));
        assertArrayEquals(Arrays.copyOfRange(content, 100, 900), read(disk, 100, 800));
        assertArrayEquals(new byte[24], read(disk, 1000, 24));
        assertEquals(
                Errno.EIO,
                assertThrows(BlockException.class, () -> disk.pread(1000, ByteBuffer.allocate(25)))
                        .errno());
    }

    @Test
    void zeroesWrittenBehindAnOddEndDoNotGrowTheFile() throws Exception {
        Path path = file(random(1000));
        NamedBackend disk = open(path);
        byte[] tail = Arrays.copyOf(random(488), 512);
        ByteBuffer from = ByteBuffer.wrap(tail);
        disk.pwrite(512, from);
        assertFalse(from.hasRemaining());
        disk.pwrite(1000, ByteBuffer.allocate(24));
        disk.writeZeroes(1000, 24, false);
        disk.flush();
        assertEquals(1000, Files.size(path));
        assertArrayEquals(tail, read(disk, 512, 512));
        disk.writeZeroes(0, 1024, false);
        disk.discard(0, 1024);
        assertEquals(1000, Files.size(path));
        assertArrayEquals(new byte[1000], Files.readAllBytes(path));
    }

    @Test
    void dataWrittenBehindAnOddEndAreNotLost() throws Exception {
        Path path = file(random(1000));
        NamedBackend disk = open(path);
        byte[] tail = random(512);
        disk.pwrite(512, ByteBuffer.allocateDirect(512).put(tail).flip());
        assertEquals(1024, Files.size(path));
        assertArrayEquals(tail, read(disk, 512, 512));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void holesAreFoundMadeAndFilled() throws Exception {
        Path path = file(new byte[0]);
        NamedBackend disk = open(path);
        disk.truncate(8L * MIB);
        assertEquals(8L * MIB, Files.size(path));
        BlockNode node = disk.node().orElseThrow();
        assertEquals(new BlockStatus(8L * MIB, false, true, true, 0, node, true, false), disk.blockStatus(0, 8L * MIB));
        disk.pwrite(2 * MIB, ByteBuffer.wrap(random(MIB)));
        disk.pwrite(5 * MIB, ByteBuffer.wrap(random(MIB)));
        assertEquals(BlockStatus.zeroAt(2L * MIB, node, 0), disk.blockStatus(0, 8L * MIB));
        assertEquals(BlockStatus.dataAt(MIB, node, 2L * MIB), disk.blockStatus(2L * MIB, 8L * MIB));
        assertEquals(BlockStatus.zeroAt(2L * MIB, node, 3L * MIB), disk.blockStatus(3L * MIB, 8L * MIB));
        assertEquals(BlockStatus.zeroAt(2L * MIB, node, 6L * MIB).withEof(true), disk.blockStatus(6L * MIB, 8L * MIB));
        assertEquals(512, disk.blockStatus(2L * MIB, 512).bytes());
        assertTrue(node.allocation(0, 512).data(), "without the wish for zeroes all counts as data");
        disk.discard(2L * MIB, MIB);
        assertEquals(5L * MIB, disk.blockStatus(0, 8L * MIB).bytes());
        disk.writeZeroes(5L * MIB, MIB, true);
        assertEquals(8L * MIB, disk.blockStatus(0, 8L * MIB).bytes());
        assertArrayEquals(new byte[8 * MIB], read(disk, 0, 8 * MIB));
        disk.pwrite(0, ByteBuffer.wrap(random(MIB)));
        disk.writeZeroes(0, MIB, false);
        assertArrayEquals(new byte[MIB], read(disk, 0, MIB));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aHoleAtAnOddEndReachesTheEndOfTheNode() throws Exception {
        Path path = file(new byte[0]);
        NamedBackend disk = open(path);
        disk.truncate(MIB + 100);
        disk.pwrite(0, ByteBuffer.wrap(random(4096)));
        BlockStatus hole = disk.blockStatus(4096, 2L * MIB);
        assertTrue(hole.zero() && hole.eof());
        assertEquals(MIB + 512 - 4096, hole.bytes());
        assertEquals(412, disk.blockStatus(MIB + 100, 1000).bytes());
        assertTrue(disk.blockStatus(MIB + 100, 1000).zero());
    }

    @Test
    void growingAndShrinking() throws Exception {
        Path path = file(random(2000));
        NamedBackend disk = open(path);
        NodeEdge edge = disk.root().orElseThrow();
        edge.pwrite(4096, ByteBuffer.wrap(random(100)));
        assertEquals(4196, Files.size(path));
        assertEquals(4608, disk.length());
        edge.writeZeroes(4000, 4000, true);
        assertEquals(8000, Files.size(path));
        assertArrayEquals(new byte[4000], read(disk, 4000, 4000));
        disk.truncate(333);
        assertEquals(333, Files.size(path));
        assertEquals(512, disk.length());
    }

    @Test
    void whatCannotBeOpened() throws Exception {
        String missing = folder.resolve("none").toString();
        assertEquals(
                "Could not open '" + missing + "': No such file or directory",
                assertThrows(BlockException.class, () -> f.graph.open(new FileOptions(missing, false).toSpec()))
                        .getMessage());
        String directory = folder.toString();
        assertEquals(
                "'file' driver requires '" + directory + "' to be a regular file",
                assertThrows(BlockException.class, () -> f.graph.open(new FileOptions(directory, true).toSpec()))
                        .getMessage());
        BlockException nul =
                assertThrows(BlockException.class, () -> f.graph.open(new FileOptions("a\0b", true).toSpec()));
        assertEquals("Could not open 'a?b': Invalid argument", nul.getMessage());
        assertEquals(
                "The 'file' block driver requires a file name",
                assertThrows(BlockException.class, () -> f.graph.open(NodeSpec.of("file")))
                        .getMessage());
        assertEquals(
                "The 'file' block driver requires a file name",
                assertThrows(BlockException.class, () -> f.graph.open(new FileOptions("", false).toSpec()))
                        .getMessage());
        assertEquals(List.of(), f.graph.nodes());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDirectoryForWritingIsRefused() {
        assertEquals(
                "Could not open '" + folder + "': Is a directory",
                assertThrows(
                                BlockException.class,
                                () -> f.graph.open(new FileOptions(folder.toString(), false).toSpec()))
                        .getMessage());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anImpossibleLengthIsRefusedByTheFileSystem() throws Exception {
        Path path = file(random(512));
        NamedBackend disk = open(path);
        BlockException e = assertThrows(BlockException.class, () -> disk.truncate(NodeIo.MAX_LENGTH));
        assertEquals(Errno.EFBIG, e.errno());
        assertEquals("File too large", e.getMessage());
        assertEquals(512, disk.length());
    }

    @Test
    void readOnly() throws Exception {
        Path path = file(random(512));
        BlockNode node = f.graph.open(new FileOptions(path.toString(), true).toSpec());
        NamedBackend reader = f.graph.newBackend(Permissions.of(Permission.CONSISTENT_READ), Permissions.ALL);
        reader.insert(node);
        assertArrayEquals(random(512), read(reader, 0, 512));
        assertThrows(IllegalStateException.class, () -> reader.pwrite(0, ByteBuffer.allocate(512)));
        BlockNode raw = f.graph.open(new RawOptions(new FileOptions(path.toString(), false).toSpec())
                .toSpec()
                .readOnly());
        assertTrue(raw.file().orElseThrow().node().isReadOnly(), "what is below a read-only node is, too");
    }

    @Test
    void requestsRunBesideEachOtherInAnIoThread() throws Exception {
        byte[] content = random(MIB);
        Path path = file(new byte[MIB]);
        NamedBackend disk = open(path);
        EventLoop io = f.ioThread("io");
        disk.moveTo(io);
        List<CompletableFuture<Void>> writes = new java.util.ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int at = i * (MIB / 64);
            writes.add(GraphFixture.in(io, () -> {
                disk.pwrite(at, ByteBuffer.wrap(content, at, MIB / 64));
                return null;
            }));
        }
        f.graph.drainedBegin(disk.node().orElseThrow());
        f.graph.drainedEnd(disk.node().orElseThrow());
        f.pollWhile(() -> !writes.stream().allMatch(CompletableFuture::isDone));
        assertArrayEquals(content, read(disk, 0, MIB));
        disk.flush();
        disk.close();
        assertArrayEquals(content, Files.readAllBytes(path));
        assertEquals(List.of(), f.graph.nodes());
    }

    @Test
    void rawIsTheFileOrAPartOfIt() throws Exception {
        byte[] content = random(5000);
        Path path = file(content);
        NodeSpec below = new FileOptions(path.toString(), false).toSpec().named("file0");
        BlockNode whole = f.graph.open(new RawOptions(below).toSpec());
        NamedBackend disk = f.backend(whole);
        assertEquals(5000, whole.exactLength());
        assertEquals(path.toString(), whole.fileName());
        assertArrayEquals(Arrays.copyOf(content, 5120), read(disk, 0, 5120));
        disk.pwrite(4608, ByteBuffer.allocate(512));
        assertEquals(5000, Files.size(path));
        disk.remove();
        BlockNode part =
                f.graph.open(new RawOptions(NodeRef.existing("file0"), Optional.of(512L), Optional.of(1024L)).toSpec());
        NamedBackend view = f.backend(part);
        assertEquals(1024, view.length());
        assertArrayEquals(Arrays.copyOfRange(content, 512, 1536), read(view, 0, 1024));
        assertEquals(
                Errno.EIO,
                assertThrows(BlockException.class, () -> view.pread(1024, ByteBuffer.allocate(1)))
                        .errno());
        view.pwrite(0, ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOfRange(Files.readAllBytes(path), 512, 515));
        assertEquals(512L, view.blockStatus(0, 1024).offset().orElseThrow());
        assertEquals(
                "Cannot resize fixed-size raw disks",
                assertThrows(BlockException.class, () -> view.truncate(512)).getMessage());
    }

    @Test
    void partsThatCannotBe() throws Exception {
        NodeSpec below = new FileOptions(file(random(1024)).toString(), false).toSpec();
        assertRawFails("Offset (1025) cannot be greater than size of the containing file (1024)", below, 1025L, null);
        assertRawFails(
                "The sum of offset (512) and size (1024) has to be smaller or equal to the  actual size of the "
                        + "containing file (1024)",
                below,
                512L,
                1024L);
        assertRawFails("Specified size is not multiple of 512", below, 0L, 100L);
        assertRawFails("Parameter 'offset' expects a non-negative number below 2^64", below, -1L, null);
        assertEquals(List.of(), f.graph.nodes());
    }

    private void assertRawFails(String text, NodeSpec below, Long offset, Long size) {
        NodeSpec spec = new RawOptions(below, Optional.ofNullable(offset), Optional.ofNullable(size)).toSpec();
        assertEquals(
                text,
                assertThrows(BlockException.class, () -> f.graph.open(spec)).getMessage());
    }
}
