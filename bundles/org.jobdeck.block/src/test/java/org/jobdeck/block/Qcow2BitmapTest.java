package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bitmaps that the real programs keep in images are read, and they read those that are kept here. */
class Qcow2BitmapTest {

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

    private void bitmap(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("qemu-img", "bitmap", "-f", "qcow2"));
        command.addAll(List.of(words));
        bench.qemu.run(command.toArray(String[]::new));
    }

    private List<StoredBitmap> read() throws BlockException {
        NamedBackend disk = bench.open(bench.image(NAME));
        try {
            return disk.node().orElseThrow().storedBitmaps();
        } finally {
            disk.close();
        }
    }

    private void store(List<StoredBitmap> bitmaps) throws BlockException {
        NamedBackend disk = bench.open(NAME);
        disk.node().orElseThrow().storeBitmaps(bitmaps);
        disk.close();
    }

    @Test
    void whatQemuRecordedIsRead() throws Exception {
        bench.qemu.create(NAME, "cluster_size=4k", "8M");
        bitmap("--add", "-g", "64k", NAME, "one");
        bitmap("--add", "-g", "512", "--disable", NAME, "two");
        bench.qemu.io(NAME, List.of("write 0 64k", "write 640k 1k", "write 8M-64k 64k".replace("8M-64k", "8323072")));
        List<StoredBitmap> found = read();
        assertEquals(
                List.of("one", "two"),
                found.stream().map(StoredBitmap::name).sorted().toList());
        for (StoredBitmap each : found) {
            boolean one = each.name().equals("one");
            assertEquals(one, each.enabled());
            assertFalse(each.inUse());
            assertEquals(one ? 65536 : 512, each.granularity());
            byte[] expected = new byte[one ? 16 : 2048];
            if (one) {
                expected[0] = 1;
                expected[1] = 4;
                expected[15] = (byte) 0x80;
            }
            assertArrayEquals(expected, each.bits());
        }
    }

    @Test
    void whatIsStoredIsWhatQemuMerges() throws Exception {
        bench.qemu.create(NAME, "cluster_size=4k", "64M");
        byte[] bits = new byte[StoredBitmap.bytesFor(64 << 20, 512)];
        new Random(6).nextBytes(bits);
        java.util.Arrays.fill(bits, 4096, 8192, (byte) 0);
        store(List.of(
                StoredBitmap.empty("ours", 512, 64 << 20).with(bits), StoredBitmap.empty("none", 65536, 64 << 20)));
        bench.qemu.run("qemu-img", "check", "-q", NAME);
        bitmap("--add", "-g", "512", NAME, "theirs");
        bitmap("--merge", "ours", NAME, "theirs");
        StoredBitmap merged = read().stream()
                .filter(each -> each.name().equals("theirs"))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(bits, merged.bits());
        // those that are not kept any more give their places back
        store(List.of(merged));
        bench.qemu.run("qemu-img", "check", "-q", NAME);
        assertEquals(List.of("theirs"), read().stream().map(StoredBitmap::name).toList());
        store(List.of());
        bench.qemu.run("qemu-img", "check", "-q", NAME);
        assertEquals(List.of(), read());
    }

    @Test
    void writesAreRecordedAndStoredInTheEnd() throws Exception {
        bench.qemu.create(NAME, "cluster_size=4k", "8M");
        bitmap("--add", "-g", "64k", NAME, "one");
        bitmap("--add", "-g", "64k", "--disable", NAME, "off");
        NamedBackend disk = bench.open(NAME);
        // who looks at the file meanwhile sees that it is in use
        assertTrue(bench.qemu.run("qemu-img", "info", "-U", NAME).contains("in-use"));
        disk.pwrite(640 << 10, ByteBuffer.allocate(1024));
        disk.close();
        assertFalse(bench.qemu.run("qemu-img", "info", NAME).contains("in-use"));
        bench.qemu.run("qemu-img", "check", "-q", NAME);
        for (StoredBitmap each : read()) {
            assertFalse(each.inUse());
            assertEquals(each.name().equals("one") ? 4 : 0, each.bits()[1]);
        }
    }

    @Test
    void whoDiesLeavesThemInUse() throws Exception {
        bench.qemu.create(NAME, "", "1M");
        bitmap("--add", NAME, "b");
        NamedBackend disk = bench.open(NAME);
        disk.pwrite(0, ByteBuffer.allocate(512));
        disk.flush();
        // as the file would be if the process were killed now
        Files.copy(folder.resolve(NAME), folder.resolve("died.qcow2"));
        disk.close();
        bench.qemu.run("qemu-img", "check", "-q", "died.qcow2");
        assertTrue(bench.qemu.run("qemu-img", "info", "died.qcow2").contains("in-use"));
        NamedBackend again = bench.open("died.qcow2");
        BlockNode node = again.node().orElseThrow();
        DirtyBitmap found = node.bitmaps().require("b");
        assertTrue(found.isInconsistent());
        assertEquals(
                "Bitmap 'b' is inconsistent and cannot be used",
                assertThrows(BlockException.class, () -> found.check(DirtyBitmap.Use.CHANGE))
                        .getMessage());
        assertThrows(BlockException.class, () -> again.truncate(2 << 20));
        node.removeStoredBitmap("b");
        node.bitmaps().remove(found);
        again.truncate(2 << 20);
        again.close();
        bench.qemu.run("qemu-img", "check", "-q", "died.qcow2");
        assertFalse(bench.qemu.run("qemu-img", "info", "died.qcow2").contains("in-use"));
    }
}
