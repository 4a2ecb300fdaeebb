package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check finds what qemu-img's check finds, and a repair leaves an image in which that finds nothing. */
class Qcow2CheckTest {

    private static final String NAME = "a.qcow2";

    @TempDir
    private Path folder;

    private Qcow2Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Qcow2Bench(folder);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private ImageCheck check(ImageCheck.Repair repair) throws BlockException {
        NodeSpec spec = bench.image(NAME).with(BlockNode.FOR_CHECK, true);
        NamedBackend disk = bench.open(spec);
        try {
            return disk.node().orElseThrow().check(repair);
        } finally {
            disk.close();
        }
    }

    /** What the real program prints as JSON, whatever it finds. */
    private JsonObject real(String... more) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("qemu-img", "check", "-f", "qcow2", "--output=json"));
        command.addAll(List.of(more));
        command.add(NAME);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return (JsonObject) JsonDocument.parse(output);
    }

    private static long count(JsonObject object, String name) {
        return object.integer(name).orElse(0L);
    }

    private void damage(Random random, int count, int from, int to) throws Exception {
        byte[] content = Files.readAllBytes(folder.resolve(NAME));
        for (int i = 0; i < count; i++) {
            content[from + random.nextInt(to - from)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(folder.resolve(NAME), content);
    }

    private void make(String options) throws Exception {
        bench.qemu.create(NAME, options, "2M");
        bench.qemu.io(NAME, List.of("write -P 1 0 300k", "write -z 512k 64k", "write -P 2 1M 200k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cluster_size=4k", "extended_l2=on", "compat=0.10", "refcount_bits=8"})
    void aSoundImage(String options) throws Exception {
        make(options);
        JsonObject real = real();
        ImageCheck ours = check(ImageCheck.Repair.NONE);
        assertTrue(ours.isSound(), ours.toString());
        assertEquals(count(real, "image-end-offset"), ours.imageEndOffset());
        assertEquals(count(real, "total-clusters"), ours.totalClusters());
        assertEquals(count(real, "allocated-clusters"), ours.allocatedClusters());
        assertEquals(count(real, "fragmented-clusters"), ours.fragmentedClusters());
        assertEquals(List.of(), ours.messages());
    }

    @Test
    void compressedClustersAndSnapshotsAndBitmaps() throws Exception {
        make("cluster_size=4k");
        bench.qemu.run("qemu-img", "snapshot", "-c", "one", NAME);
        bench.qemu.io(NAME, List.of("write -c -P 7 1536k 4k", "write -P 3 0 8k"));
        bench.qemu.run("qemu-img", "bitmap", "--add", "-f", "qcow2", NAME, "b");
        JsonObject real = real();
        ImageCheck ours = check(ImageCheck.Repair.NONE);
        assertTrue(ours.isSound(), ours.toString());
        assertEquals(count(real, "compressed-clusters"), ours.compressedClusters());
        assertEquals(count(real, "fragmented-clusters"), ours.fragmentedClusters());
        assertEquals(count(real, "image-end-offset"), ours.imageEndOffset());
    }

    /** Bits are turned over in the refcounts of images with clusters of 4 KiB: those lie in the third. */
    @Test
    void damagedRefcounts() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            make("cluster_size=4k");
            damage(random, 1 + random.nextInt(6), 0x2000, 0x2100);
            compareAndRepair();
        }
    }

    @Test
    void damagedTables() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 12; i++) {
            make("cluster_size=4k");
            // the flags that tell what is shared, in the L1 table or in the first L2 table
            byte[] content = Files.readAllBytes(folder.resolve(NAME));
            content[(random.nextBoolean() ? 0x3000 : 0x4000) + 8 * random.nextInt(2)] ^= (byte) 0x80;
            Files.write(folder.resolve(NAME), content);
            compareAndRepair();
        }
    }

    private void compareAndRepair() throws Exception {
        Files.copy(folder.resolve(NAME), folder.resolve("kept"), StandardCopyOption.REPLACE_EXISTING);
        JsonObject real = real();
        ImageCheck ours = check(ImageCheck.Repair.NONE);
        String what = real + " and ours " + ours;
        assertEquals(count(real, "corruptions"), ours.corruptions(), what);
        assertEquals(count(real, "leaks"), ours.leaks(), what);
        ImageCheck repaired = check(ImageCheck.Repair.ALL);
        assertTrue(repaired.isSound(), repaired.toString());
        JsonObject after = real();
        assertEquals(0, count(after, "corruptions") + count(after, "leaks"), what + " and after repair " + repaired);
        Files.copy(folder.resolve("kept"), folder.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        JsonObject theirs = real("-r", "all");
        assertEquals(count(theirs, "leaks-fixed"), repaired.leaksFixed(), what + " repaired " + repaired + theirs);
        assertEquals(count(theirs, "corruptions-fixed"), repaired.corruptionsFixed(), what);
    }

    @Test
    void leaksAlone() throws Exception {
        make("");
        byte[] content = Files.readAllBytes(folder.resolve(NAME));
        content[0x20000 + 2 * 20 + 1] = 3;
        Files.write(folder.resolve(NAME), java.util.Arrays.copyOf(content, content.length + (1 << 20)));
        assertEquals(1, check(ImageCheck.Repair.NONE).leaks());
        ImageCheck repaired = check(ImageCheck.Repair.LEAKS);
        assertEquals(1, repaired.leaksFixed());
        assertTrue(repaired.isSound());
        bench.qemu.run("qemu-img", "check", "-q", NAME);
    }

    /** As a machine that was killed leaves it. */
    @Test
    void aDirtyImageIsRepairedWhenItIsOpened() throws Exception {
        bench.qemu.create(NAME, "lazy_refcounts=on", "2M");
        Process killed = new ProcessBuilder(
                        "qemu-io", "-f", "qcow2", "-c", "write -P 5 64k 256k", "-c", "flush", "-c", "abort", NAME)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        killed.getInputStream().readAllBytes();
        killed.waitFor();
        NamedBackend disk = bench.open(NAME);
        assertEquals(5, Qcow2Bench.read(disk, 70_000, 1)[0]);
        disk.close();
        bench.qemu.run("qemu-img", "check", "-q", NAME);
    }
}
