package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.KIB;
import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permissions;
import org.jobdeck.job.common.Job;
import org.jobdeck.loop.Clock;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup writes: every byte, no byte more, and no more blocks of the disk than the source has. */
class BackupDataTest {

    /** A disk block more or less for the file system's own bookkeeping, in units of 512 bytes. */
    private static final long SLACK = 16;

    @TempDir
    private Path folder;

    private BackupBench bench;

    @BeforeEach
    void setUp() {
        bench = new BackupBench();
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    static IntStream lengths() {
        return IntStream.of(
                0, 1, 511, 512, 513, 64 * KIB - 1, 64 * KIB, 64 * KIB + 1, MIB - 1, MIB, MIB + 1, 5 * MIB + 3);
    }

    private Path target(long length) throws IOException {
        return BackupBench.empty(folder.resolve("target.raw"), length);
    }

    private Path source(int length) throws IOException {
        return BackupBench.random(folder.resolve("source.raw"), length, 42 + length);
    }

    private static void assertIdentical(Path source, Path target) throws IOException {
        assertEquals(Files.size(source), Files.size(target));
        assertEquals(-1, Files.mismatch(source, target));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void isIdenticalAtEveryLength(int length) throws Exception {
        Path source = source(length);
        Path target = target(length);
        bench.backUp(source, target);
        assertIdentical(source, target);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void isIdenticalWithOneWorker(int length) throws Exception {
        Path source = source(length);
        Path target = target(length);
        bench.backUp(source, target, "max-workers", 1L);
        assertIdentical(source, target);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void replacesWhatWasThere(int length) throws Exception {
        Path source = source(length);
        Path target = BackupBench.random(folder.resolve("target.raw"), length, 7);
        bench.backUp(source, target);
        assertIdentical(source, target);
    }

    /**
     * Nodes are multiples of 512 bytes long, so files whose lengths differ less are taken for equally long: the target keeps
     * a length up to there, and what follows the source's last byte reads as zeroes.
     */
    @ParameterizedTest
    @ValueSource(ints = {513, 600, 1023, 1024})
    void targetMayBeLongerWithinTheLastSector(int targetLength) throws Exception {
        Path source = source(513);
        Path target = BackupBench.random(folder.resolve("target.raw"), targetLength, 7);
        bench.backUp(source, target);
        assertEquals(targetLength, Files.size(target));
        assertArrayEquals(Arrays.copyOf(Files.readAllBytes(source), targetLength), Files.readAllBytes(target));
    }

    /** The other way round nothing is lost: the target grows to the end of the sector. */
    @Test
    void targetShorterWithinTheLastSectorGrows() throws Exception {
        Path source = source(600);
        Path target = target(513);
        bench.backUp(source, target);
        assertEquals(1024, Files.size(target));
        assertArrayEquals(Arrays.copyOf(Files.readAllBytes(source), 1024), Files.readAllBytes(target));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAsSparseAsTheSource(long seed) throws Exception {
        Path source = BackupBench.empty(folder.resolve("source.raw"), 64L * MIB);
        scatterIslands(source, seed);
        Path target = target(64L * MIB);
        bench.backUp(source, target);
        assertIdentical(source, target);
        assertSparseAs(source, target);
        assertTrue(BackupBench.blocks(source) < 64L * MIB / 512 / 2, "the source is not sparse itself");
    }

    @Test
    void punchesHolesWhereTheTargetHeldData() throws Exception {
        Path source = BackupBench.empty(folder.resolve("source.raw"), 16L * MIB);
        scatterIslands(source, 4);
        Path target = BackupBench.random(folder.resolve("target.raw"), 16 * MIB, 5);
        assertTrue(BackupBench.blocks(target) >= 16L * MIB / 512);
        bench.backUp(source, target);
        assertIdentical(source, target);
        assertSparseAs(source, target);
    }

    private static void assertSparseAs(Path source, Path target) throws Exception {
        long wanted = BackupBench.blocks(source);
        long found = BackupBench.blocks(target);
        assertTrue(found <= wanted + SLACK, "the target takes " + found + " blocks, the source " + wanted);
    }

    private static void scatterIslands(Path file, long seed) throws IOException {
        Random random = new Random(seed);
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            long length = f.length();
            for (int i = 0; i < 40; i++) {
                byte[] island = new byte[1 + random.nextInt(200 * KIB)];
                random.nextBytes(island);
                f.seek(random.nextLong(length - island.length));
                f.write(island);
            }
        }
    }

    /** The source's loop is another one than the main loop: the target follows it. */
    @Test
    void worksInAnIoThread() throws Exception {
        Path source = source(5 * MIB + 3);
        Path target = target(5 * MIB + 3);
        try (EventLoop ioThread = EventLoop.onNewThread("iothread", Clock.system())) {
            BlockNode from = bench.bench.graph.open(NodeSpec.of("file")
                    .named("from")
                    .with("filename", source.toString())
                    .readOnly());
            NamedBackend backend = bench.bench.graph.newBackend(Permissions.NONE, Permissions.ALL);
            backend.insert(from);
            from.unref();
            backend.moveTo(ioThread);
            BlockNode to =
                    bench.bench.graph.open(NodeSpec.of("file").named("to").with("filename", target.toString()));
            Job job = bench.start(BackupBench.nodes("from", "to"));
            assertSame(ioThread, to.eventLoop());
            assertSame(ioThread, bench.bench.jobs.eventLoop(job));
            assertEquals(0, bench.finish(job).result());
            bench.dismiss(job);
            assertSame(bench.bench.main, to.eventLoop());
            to.unref();
            backend.moveTo(bench.bench.main);
            backend.close();
            bench.assertNoNodes();
        }
        assertIdentical(source, target);
    }
}
