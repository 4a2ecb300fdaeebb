package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images whose tables lead where they should not: what they are made of is not overwritten, as in the real program. */
class Qcow2OverlapTest {

    private static final String NAME = "a.qcow2";
    private static final String MINE = "mine.qcow2";
    private static final String THEIRS = "theirs.qcow2";
    private static final List<String> OPTIONS = List.of("none", "constant", "cached", "all");
    private static final long COPIED = 1L << 63;
    private static final long OFFSET = 0x00ff_ffff_ffff_fe00L;
    private static final int CLUSTER = 65536;
    private static final int AT_FEATURES = 79;

    @TempDir
    private Path folder;

    private Qcow2Bench bench;
    private final List<BlockEvent> events = new ArrayList<>();

    @BeforeEach
    void setUp() throws Exception {
        bench = new Qcow2Bench(folder);
        bench.f.graph.addEventListener(events::add);
        bench.qemu.create(NAME, "", "64M");
        bench.qemu.io(NAME, List.of("write 0 64k"));
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private long get(long at) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(NAME).toFile(), "r")) {
            file.seek(at);
            return file.readLong();
        }
    }

    private void put(long at, long value) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(NAME).toFile(), "rw")) {
            file.seek(at);
            file.writeLong(value);
        }
    }

    private long l2Table() throws Exception {
        return get(get(40)) & OFFSET;
    }

    /** What the real program says it is for which it does not write; empty if it writes. */
    private String theirs(String option, String write) throws Exception {
        Process process = new ProcessBuilder(
                        "qemu-io",
                        "--image-opts",
                        "driver=qcow2,file.filename=" + THEIRS + ",overlap-check=" + option,
                        "-c",
                        write)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        int from = output.indexOf("corrupt: ");
        return from < 0 ? "" : output.substring(from + "corrupt: ".length(), output.indexOf("; further"));
    }

    private String mine(String option, long offset) throws Exception {
        events.clear();
        NamedBackend disk = bench.open(bench.image(MINE).with("overlap-check", option));
        try {
            disk.pwrite(offset, ByteBuffer.allocate(CLUSTER));
            disk.flush();
            return "";
        } catch (BlockException e) {
            while (events.isEmpty()) {
                bench.f.main.poll(false);
            }
            BlockEvent.ImageCorrupted event = (BlockEvent.ImageCorrupted) events.getFirst();
            assertTrue(event.fatal());
            // no more requests
            assertThrows(BlockException.class, () -> disk.pread(0, ByteBuffer.allocate(512)));
            return event.message();
        } finally {
            disk.close();
        }
    }

    /** Writes a cluster with either program, and wants the same refusal. */
    private String compare(String option, long offset) throws Exception {
        for (String copy : List.of(MINE, THEIRS)) {
            Files.copy(folder.resolve(NAME), folder.resolve(copy), StandardCopyOption.REPLACE_EXISTING);
        }
        String expected = theirs(option, "write " + offset + " 64k");
        assertEquals(expected, mine(option, offset), option);
        if (!expected.isEmpty()) {
            byte[] mine = Files.readAllBytes(folder.resolve(MINE));
            assertEquals(2, mine[AT_FEATURES] & 2, "the mark");
            assertEquals(Files.readAllBytes(folder.resolve(THEIRS))[AT_FEATURES], mine[AT_FEATURES]);
        }
        return expected;
    }

    @Test
    void writesOverTablesArePrevented() throws Exception {
        long table = l2Table();
        List<String> said = new ArrayList<>();
        for (long cluster = 1; cluster <= 4; cluster++) {
            put(table, cluster * CLUSTER | COPIED);
            for (String option : OPTIONS.subList(1, OPTIONS.size())) {
                said.add(compare(option, 0));
            }
        }
        assertTrue(
                said.stream()
                                .filter(text -> text.startsWith("Preventing invalid write"))
                                .count()
                        > 8,
                said::toString);
    }

    @Test
    void snapshotsAndBitmapsAreNotOverwritten() throws Exception {
        bench.qemu.run("qemu-img", "bitmap", "--add", NAME, "b");
        bench.qemu.run("qemu-img", "snapshot", "-c", "one", NAME);
        long snapshots = get(64);
        long inactiveL1 = get(snapshots);
        long inactiveL2 = get(inactiveL1) & OFFSET;
        // now the disk has a table of its own
        bench.qemu.io(NAME, List.of("write 1M 64k"));
        long table = l2Table();
        assertTrue(table != inactiveL2);
        List<String> said = new ArrayList<>();
        for (long offset : List.of(snapshots, inactiveL1, inactiveL2, bitmapDirectory())) {
            put(table, offset | COPIED);
            for (String option : OPTIONS.subList(1, OPTIONS.size())) {
                said.add(compare(option, 0));
            }
        }
        for (String what : List.of("snapshot table", "inactive L1 table", "inactive L2 table", "bitmap directory")) {
            assertTrue(said.contains("Preventing invalid write on metadata (overlaps with " + what + ")"), what);
        }
    }

    /** From the extension of the header that tells of bitmaps. */
    private long bitmapDirectory() throws Exception {
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(NAME)), 0, CLUSTER);
        int at = header.getInt(100);
        while (header.getInt(at) != 0x23852875) {
            at += 8 + (header.getInt(at + 4) + 7 & ~7);
        }
        return header.getLong(at + 24);
    }

    @Test
    void newClustersAreNotTakenFromTables() throws Exception {
        for (int cluster = 1; cluster <= 3; cluster++) {
            // the refcounts say that the cluster is free
            long at = 2 * CLUSTER;
            long old = get(at);
            put(at, old & ~(0xffffL << 48 - 16 * cluster));
            assertTrue(compare("cached", 1 << 20).contains("overlaps"), String.valueOf(cluster));
            put(at, old);
        }
    }
}
