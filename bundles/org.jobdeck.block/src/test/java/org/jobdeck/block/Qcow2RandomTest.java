package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be done to an image, at random, by this program and the real ones in turn. */
class Qcow2RandomTest {

    private static final List<String> OPTIONS = List.of(
            "",
            "cluster_size=512",
            "cluster_size=4k",
            "cluster_size=16k,extended_l2=on",
            "cluster_size=1M",
            "cluster_size=4k,refcount_bits=64",
            "cluster_size=4k,refcount_bits=4",
            "cluster_size=4k,lazy_refcounts=on",
            "compat=0.10",
            "cluster_size=4k,compression_type=zstd",
            "cluster_size=16k,data_file=a.data",
            "preallocation=metadata");

    @TempDir
    private Path folder;

    static LongStream some() {
        return LongStream.range(0, 14);
    }

    static LongStream many() {
        return LongStream.range(1_000, 1_500);
    }

    @ParameterizedTest
    @MethodSource("some")
    void twoProgramsInTurn(long seed) throws Exception {
        run(seed, 2, 60);
    }

    @ParameterizedTest
    @MethodSource("many")
    @Tag("long")
    void twoProgramsInTurnForLong(long seed) throws Exception {
        run(seed, 4, 100);
    }

    /** With 32-fold subclusters a disk that was made shorter within a cluster is longer again. */
    @Test
    void whatWasCutOffDoesNotComeBack() throws Exception {
        try (Qcow2Bench bench = new Qcow2Bench(folder)) {
            bench.qemu.create("a.qcow2", "extended_l2=on", "1M");
            NamedBackend disk = bench.open("a.qcow2");
            byte[] ones = new byte[65536];
            Arrays.fill(ones, (byte) 1);
            disk.pwrite(0, ByteBuffer.wrap(ones));
            disk.truncate(5_120);
            disk.truncate(65536);
            byte[] expected = Arrays.copyOf(Arrays.copyOf(ones, 5_120), 65536);
            Qcow2Bench.assertHolds(expected, disk);
            disk.close();
            bench.assertSound("a.qcow2", expected);
        }
    }

    private void run(long seed, int rounds, int operations) throws Exception {
        Random random = new Random(seed);
        String options = OPTIONS.get(Math.floorMod(seed, OPTIONS.size()));
        boolean backed = !options.contains("preallocation") && random.nextInt(3) == 0;
        int size = (random.nextInt(4 << 20) + (1 << 20)) / 512 * 512;
        try (Qcow2Bench bench = new Qcow2Bench(folder)) {
            RandomDisk disk = new RandomDisk(bench, seed, options, backed);
            disk.create(size);
            disk.rounds(rounds, operations);
        } catch (AssertionError | Exception e) {
            throw new AssertionError(
                    "seed " + seed + " with '" + options + "'" + (backed ? " on a backing file" : ""), e);
        }
    }
}
