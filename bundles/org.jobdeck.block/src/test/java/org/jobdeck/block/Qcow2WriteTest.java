package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what the real qemu-img reads, in images in which it finds no fault. */
class Qcow2WriteTest {

    @TempDir
    private Path folder;

    private Qcow2Bench bench;
    private QemuTools qemu;

    @BeforeEach
    void setUp() {
        bench = new Qcow2Bench(folder);
        qemu = bench.qemu;
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private static void write(BlockIo disk, long offset, byte[] bytes) throws BlockException {
        disk.pwrite(offset, ByteBuffer.wrap(bytes));
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "compat=0.10", "cluster_size=512", "extended_l2=on", "lazy_refcounts=on", "data_file=a.data"
            })
    void oneWord(String options) throws Exception {
        qemu.create("a.qcow2", options, "1M");
        byte[] expected = new byte[1 << 20];
        byte[] word = "Jobdeck".getBytes();
        System.arraycopy(word, 0, expected, 70_000, word.length);
        NamedBackend disk = bench.open("a.qcow2");
        write(disk, 70_000, word);
        Qcow2Bench.assertHolds(expected, disk);
        disk.close();
        bench.assertSound("a.qcow2", expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|9M",
                "compat=0.10|9M",
                "cluster_size=512|3M",
                "cluster_size=512,refcount_bits=64|20M",
                "cluster_size=4k,refcount_bits=1|9M",
                "cluster_size=4k,refcount_bits=2|9M",
                "cluster_size=1k,refcount_bits=8|9M",
                "cluster_size=2M,refcount_bits=64|9M",
                "extended_l2=on|9M",
                "extended_l2=on,cluster_size=16k|9M",
                "cluster_size=512,compat=0.10|1M",
                "lazy_refcounts=on|9M",
                "preallocation=metadata|9M",
                "preallocation=metadata,extended_l2=on|9M",
                "data_file=a.data|9M",
                "data_file=a.data,data_file_raw=on|9M",
            })
    void randomOperations(String options, String size) throws Exception {
        RandomDisk disk = new RandomDisk(bench, options.hashCode(), options, false);
        disk.create(Integer.parseInt(size.substring(0, size.length() - 1)) << 20);
        disk.rounds(3, 40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "compat=0.10", "extended_l2=on", "cluster_size=2k", "cluster_size=1M"})
    void randomOperationsOnABackingFile(String options) throws Exception {
        RandomDisk disk = new RandomDisk(bench, options.hashCode(), options, true);
        disk.create(5 << 20);
        disk.rounds(3, 40);
    }

    /** What is written beside zeroes stays, in whatever order the requests on one cluster are carried out. */
    @Test
    void zeroesAndDataInOneClusterAtTheSameTime() throws Exception {
        qemu.create("a.qcow2", "cluster_size=64k", "8M");
        byte[] expected = new byte[8 << 20];
        NamedBackend disk = bench.open("a.qcow2");
        Random random = new Random(4);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int at = 0; at < expected.length; ) {
            int length = Math.min(expected.length - at, 1 + random.nextInt(20_000));
            boolean zeroes = random.nextInt(3) > 0;
            byte[] bytes = zeroes ? new byte[length] : random(random, length);
            System.arraycopy(bytes, 0, expected, at, length);
            long offset = at;
            all.add(GraphFixture.in(bench.f.main, () -> {
                if (zeroes) {
                    disk.writeZeroes(offset, length, true);
                } else {
                    write(disk, offset, bytes);
                }
                return null;
            }));
            at += length;
        }
        assertWritten(all, disk, expected);
    }

    @Test
    void manyAtTheSameTime() throws Exception {
        qemu.create("a.qcow2", "cluster_size=4k", "8M");
        byte[] expected = new byte[8 << 20];
        NamedBackend disk = bench.open("a.qcow2");
        Random random = new Random(3);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        // side by side, and many in one cluster
        for (int at = 0; at < expected.length; ) {
            byte[] bytes = random(random, Math.min(expected.length - at, 1 + random.nextInt(20_000)));
            System.arraycopy(bytes, 0, expected, at, bytes.length);
            long offset = at;
            all.add(GraphFixture.in(bench.f.main, () -> {
                write(disk, offset, bytes);
                return null;
            }));
            at += bytes.length;
        }
        assertWritten(all, disk, expected);
    }

    /** All requests end well; the disk, and the image that is left, hold what is expected. */
    private void assertWritten(List<CompletableFuture<Void>> all, NamedBackend disk, byte[] expected) throws Exception {
        bench.f.pollWhile(() -> !all.stream().allMatch(CompletableFuture::isDone));
        for (CompletableFuture<Void> each : all) {
            each.get();
        }
        Qcow2Bench.assertHolds(expected, disk);
        disk.close();
        bench.assertSound("a.qcow2", expected);
    }

    @Test
    void compressedClusters() throws Exception {
        for (String options : List.of(
                "", "cluster_size=4k", "cluster_size=2M", "compat=0.10", "extended_l2=on", "compression_type=zstd")) {
            qemu.create("a.qcow2", options, "9000000");
            int cluster = options.contains("4k") ? 4096 : options.contains("2M") ? 2 << 20 : 65536;
            byte[] expected = new byte[9_000_448];
            Random random = new Random(8);
            NamedBackend disk = bench.open("a.qcow2");
            for (int at = 0; at < expected.length; at += cluster) {
                int length = Math.min(cluster, expected.length - at);
                byte[] bytes = random(random, length);
                if (random.nextInt(4) > 0) {
                    Arrays.fill(bytes, length / 3, length, (byte) at);
                }
                System.arraycopy(bytes, 0, expected, at, length);
                disk.pwriteCompressed(at, ByteBuffer.wrap(bytes));
            }
            for (int i = 0; i < 20; i++) {
                byte[] bytes = random(random, 1 + random.nextInt(100_000));
                int at = random.nextInt(expected.length - bytes.length);
                System.arraycopy(bytes, 0, expected, at, bytes.length);
                write(disk, at, bytes);
            }
            disk.close();
            bench.assertSound("a.qcow2", expected);
        }
    }

    @Test
    void aCorruptImageIsNotOpenedForWriting() throws Exception {
        qemu.create("a.qcow2", "", "1M");
        byte[] content = Files.readAllBytes(folder.resolve("a.qcow2"));
        content[79] |= 2;
        Files.write(folder.resolve("a.qcow2"), content);
        BlockException refused = assertThrows(BlockException.class, () -> bench.open("a.qcow2"));
        assertEquals(Errno.EACCES, refused.errno());
        assertEquals("qcow2: Image is corrupt; cannot be opened read/write", refused.getMessage());
    }

    @Test
    void writingWhatIsInASnapshotCopiesIt() throws Exception {
        qemu.create("a.qcow2", "cluster_size=4k", "2M");
        qemu.io("a.qcow2", List.of("write -P 1 0 2M"));
        qemu.run("qemu-img", "snapshot", "-c", "one", "a.qcow2");
        byte[] expected = new byte[2 << 20];
        Arrays.fill(expected, (byte) 1);
        byte[] old = expected.clone();
        NamedBackend disk = bench.open("a.qcow2");
        Random random = new Random(4);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = random(random, 1 + random.nextInt(20_000));
            int at = random.nextInt(expected.length - bytes.length);
            System.arraycopy(bytes, 0, expected, at, bytes.length);
            write(disk, at, bytes);
        }
        disk.close();
        bench.assertSound("a.qcow2", expected);
        qemu.run("qemu-img", "snapshot", "-a", "one", "a.qcow2");
        bench.assertSound("a.qcow2", old);
    }
}
