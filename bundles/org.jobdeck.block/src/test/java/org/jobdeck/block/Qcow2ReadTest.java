package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that the real qemu-img and qemu-io have made are read as qemu-img reads them. */
class Qcow2ReadTest {

    private static final long TIB = 1L << 40;

    @TempDir
    private Path folder;

    private GraphFixture f;
    private QemuTools qemu;

    @BeforeEach
    void setUp() {
        f = new GraphFixture();
        qemu = new QemuTools(folder);
    }

    @AfterEach
    void tearDown() {
        f.graph.closeAll();
        f.close();
    }

    private NodeSpec image(String name) {
        return NodeSpec.of("qcow2")
                .child("file", new FileOptions(folder.resolve(name).toString(), true).toSpec())
                .readOnly();
    }

    private NamedBackend open(NodeSpec spec) throws BlockException {
        BlockNode node = f.graph.open(spec);
        NamedBackend backend = f.graph.newBackend(Permissions.of(Permission.CONSISTENT_READ), Permissions.ALL);
        backend.insert(node);
        node.unref();
        return backend;
    }

    private static byte[] read(BlockIo disk, long offset, int length) throws BlockException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.pread(offset, bytes);
        return bytes.array();
    }

    /** What is written, zeroed and discarded at random. */
    private static List<String> commands(Random random, long size, int count, boolean compress) {
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < count && size > 0; i++) {
            long offset = random.nextLong(size);
            long length = 1 + random.nextLong(Math.min(size - offset, 300_000));
            commands.add(
                    switch (random.nextInt(4)) {
                        case 0 -> "write -z " + offset + " " + length;
                        case 1 -> "write -z -u " + offset + " " + length;
                        case 2 -> "discard " + offset + " " + length;
                        default -> "write -P " + (1 + random.nextInt(255)) + " " + offset + " " + length;
                    });
        }
        if (compress && size >= 8L << 20) {
            commands.add("write -c -P 77 7M 64k");
        }
        return commands;
    }

    private void assertReadsAsQemuDoes(String name, Random random) throws Exception {
        qemu.run("qemu-img", "convert", "-O", "raw", name, "flat.raw");
        byte[] expected = Files.readAllBytes(folder.resolve("flat.raw"));
        NamedBackend disk = open(image(name));
        assertEquals(expected.length, disk.length());
        for (int at = 0; at < expected.length; at += 1 << 20) {
            int length = Math.min(1 << 20, expected.length - at);
            assertArrayEquals(java.util.Arrays.copyOfRange(expected, at, at + length), read(disk, at, length));
        }
        for (int i = 0; i < 50 && expected.length > 0; i++) {
            int at = random.nextInt(expected.length);
            int length = 1 + random.nextInt(Math.min(expected.length - at, 100_000));
            assertArrayEquals(java.util.Arrays.copyOfRange(expected, at, at + length), read(disk, at, length));
        }
        disk.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|0",
                "''|512",
                "''|1000003",
                "''|9M",
                "compat=0.10|9M",
                "cluster_size=512|3M",
                "cluster_size=4k,refcount_bits=1|9M",
                "cluster_size=2M,refcount_bits=64|9M",
                "extended_l2=on|9M",
                "extended_l2=on,cluster_size=16k|9M",
                "cluster_size=512,compat=0.10|1M",
                "lazy_refcounts=on|9M",
                "preallocation=metadata|9M",
            })
    void readsWhatQemuWrote(String options, String size) throws Exception {
        long bytes = size.endsWith("M")
                ? Long.parseLong(size.substring(0, size.length() - 1)) << 20
                : (Long.parseLong(size) + 511) / 512 * 512;
        Random random = new Random(options.hashCode() + 31L * bytes);
        qemu.create("a.qcow2", options, size);
        qemu.io("a.qcow2", commands(random, bytes, 25, false));
        assertReadsAsQemuDoes("a.qcow2", random);
    }

    @Test
    void compressedClusters() throws Exception {
        Random random = new Random(5);
        byte[] text = new byte[3_000_000];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i % 300_000 < 100_000 ? random.nextInt() : random.nextInt(4));
        }
        Files.write(folder.resolve("text.raw"), text);
        for (String clusters : List.of("512", "4k", "64k", "2M")) {
            qemu.run(
                    "qemu-img",
                    "convert",
                    "-c",
                    "-f",
                    "raw",
                    "-O",
                    "qcow2",
                    "-o",
                    "cluster_size=" + clusters,
                    "text.raw",
                    "c.qcow2");
            assertReadsAsQemuDoes("c.qcow2", random);
        }
    }

    @Test
    void backingFilesAreFoundByTheirNamesInTheImage() throws Exception {
        Random random = new Random(7);
        Files.createDirectory(folder.resolve("sub"));
        qemu.create("base.qcow2", "", "2M");
        qemu.io("base.qcow2", commands(random, 2L << 20, 15, false));
        qemu.create("sub/mid.qcow2", "backing_file=../base.qcow2,backing_fmt=qcow2", "5M");
        qemu.io("sub/mid.qcow2", commands(random, 5L << 20, 15, false));
        qemu.create("top.qcow2", "backing_file=sub/mid.qcow2,backing_fmt=qcow2,extended_l2=on", "4M");
        qemu.io("top.qcow2", commands(random, 4L << 20, 15, false));
        assertReadsAsQemuDoes("top.qcow2", random);

        NamedBackend disk = open(image("top.qcow2"));
        BlockNode mid = disk.node().orElseThrow().cowChild().orElseThrow().node();
        assertEquals(folder + "/sub/mid.qcow2", mid.fileName());
        assertTrue(mid.cowChild().orElseThrow().node().isReadOnly());
        assertEquals(
                Optional.of(new BackingFile("sub/mid.qcow2", Optional.of("qcow2"))),
                disk.node().orElseThrow().driver().backingFile());
        NamedBackend alone = open(image("top.qcow2").child("backing", NodeRef.none()));
        assertTrue(alone.node().orElseThrow().cowChild().isEmpty());
    }

    @Test
    void aBackingFileThatIsNotThere() throws Exception {
        qemu.create("base.qcow2", "", "1M");
        qemu.create("top.qcow2", "backing_file=base.qcow2,backing_fmt=qcow2", "1M");
        Files.delete(folder.resolve("base.qcow2"));
        assertEquals(
                "Could not open backing file: Could not open '" + folder + "/base.qcow2': No such file or directory",
                assertThrows(BlockException.class, () -> open(image("top.qcow2")))
                        .getMessage());
    }

    @Test
    void anImageThatIsItsOwnBackingFileIsRefused() throws Exception {
        qemu.create("a.qcow2", "", "1M");
        qemu.create("b.qcow2", "backing_file=a.qcow2,backing_fmt=qcow2", "1M");
        Files.move(
                folder.resolve("b.qcow2"),
                folder.resolve("a.qcow2"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String text =
                assertThrows(BlockException.class, () -> open(image("a.qcow2"))).getMessage();
        assertTrue(text.endsWith("see whether one of them is its own backing file"), text);
        assertEquals(List.of(), f.graph.nodes());
    }

    @Test
    void anExternalDataFile() throws Exception {
        Random random = new Random(9);
        qemu.create("a.qcow2", "data_file=a.data", "5M");
        qemu.io("a.qcow2", commands(random, 5L << 20, 15, false));
        assertReadsAsQemuDoes("a.qcow2", random);
        NodeSpec data = new FileOptions(folder.resolve("a.data").toString(), true).toSpec();
        open(image("a.qcow2").child("data-file", data)).close();
        qemu.create("b.qcow2", "", "1M");
        assertEquals(
                "'data-file' can only be set for images with an external data file",
                assertThrows(BlockException.class, () -> open(image("b.qcow2").child("data-file", data)))
                        .getMessage());
    }

    @Test
    void fourWordsInTwoTebibytes() throws Exception {
        long size = 2 * TIB + (64 << 10);
        qemu.create("big.qcow2", "", String.valueOf(size));
        qemu.io(
                "big.qcow2",
                List.of("write -P 3 0 512", "write -P 4 " + TIB + " 64k", "write -P 5 " + (size - 512) + " 512"));
        NamedBackend disk = open(image("big.qcow2"));
        assertEquals(size, disk.length());
        assertEquals(3, read(disk, 511, 1)[0]);
        assertEquals(0, read(disk, 512, 1)[0]);
        assertEquals(4, read(disk, TIB + 65535, 1)[0]);
        assertEquals(5, read(disk, size - 512, 1)[0]);
        BlockStatus hole = disk.blockStatus(65536, size);
        assertTrue(hole.zero() && !hole.allocated());
        assertEquals(TIB, statusEnd(disk, 65536));
    }

    /** Where the run of one kind ends that begins at an offset. */
    private static long statusEnd(NamedBackend disk, long offset) throws BlockException {
        BlockStatus first = disk.blockStatus(offset, disk.length() - offset);
        long at = offset + first.bytes();
        while (at < disk.length()) {
            BlockStatus next = disk.blockStatus(at, disk.length() - at);
            if (next.data() != first.data() || next.zero() != first.zero()) {
                break;
            }
            at += next.bytes();
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "cluster_size=4k", "extended_l2=on", "compat=0.10"})
    void theMapIsQemus(String options) throws Exception {
        Random random = new Random(options.hashCode());
        qemu.create("a.qcow2", options, "9M");
        qemu.io("a.qcow2", commands(random, 7L << 20, 25, false));
        JsonArray map =
                (JsonArray) JsonDocument.parse(qemu.run("qemu-img", "map", "-f", "qcow2", "--output=json", "a.qcow2"));
        NamedBackend disk = open(image("a.qcow2"));
        for (JsonValue item : map.items()) {
            JsonObject run = (JsonObject) item;
            long start = integer(run, "start");
            long end = start + integer(run, "length");
            for (long at = start; at < end; ) {
                BlockStatus status = disk.blockStatus(at, end - at);
                assertEquals(run.bool("data").orElseThrow(), status.data(), run.toString());
                assertEquals(run.bool("zero").orElseThrow(), status.zero(), run.toString());
                assertEquals(run.bool("present").orElseThrow(), status.allocated(), run.toString());
                long from = at;
                assertEquals(run.integer("offset").map(offset -> offset + from - start), status.offset());
                at += status.bytes();
            }
        }
    }

    private static long integer(JsonObject object, String name) {
        return object.integer(name).orElseThrow();
    }

    @Test
    void whatTheImageSaysOfItself() throws Exception {
        qemu.create("a.qcow2", "cluster_size=32k,refcount_bits=8,lazy_refcounts=on,extended_l2=on", "1M");
        assertEquals(
                Optional.of(new ImageInfo(
                        32768, 3, "zlib", 8, true, false, false, true, Optional.empty(), false, List.of(), List.of())),
                open(image("a.qcow2")).node().orElseThrow().driver().imageInfo());
    }

    /** As QEMU does, whatever else the description says. */
    @Test
    void aFileThatCanOnlyBeReadIsRefusedForWriting() throws Exception {
        qemu.create("a.qcow2", "", "1M");
        NodeSpec spec = image("a.qcow2").with("read-only", false).named("disk");
        for (NodeSpec refused : List.of(spec, spec.with("auto-read-only", true))) {
            assertEquals(
                    "Block node is read-only",
                    assertThrows(BlockException.class, () -> open(refused)).getMessage());
        }
    }
}
