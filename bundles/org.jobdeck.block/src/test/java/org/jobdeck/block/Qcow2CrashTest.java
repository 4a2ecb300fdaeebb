package org.jobdeck.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever happens while an image is written, it stays sound, and what was flushed is there. */
class Qcow2CrashTest {

    private static final String NAME = "a.qcow2";
    private static final List<String> OPTIONS = List.of(
            "cluster_size=4k",
            "cluster_size=512",
            "",
            "cluster_size=16k,extended_l2=on",
            "cluster_size=4k,lazy_refcounts=on",
            "cluster_size=4k,refcount_bits=1");

    /** All that happen in an image that is open, except for the reading of what is below it. */
    static final List<String> EVENTS = List.of(
            "l1_update",
            "l1_grow_alloc_table",
            "l1_grow_write_table",
            "l1_grow_activate_table",
            "l2_load",
            "l2_update",
            "l2_update_compressed",
            "l2_alloc_write",
            "read_aio",
            "read_compressed",
            "cow_read",
            "cow_write",
            "write_aio",
            "write_compressed",
            "reftable_grow",
            "refblock_load",
            "refblock_update_part",
            "refblock_alloc",
            "refblock_alloc_write",
            "refblock_alloc_hookup",
            "refblock_alloc_write_blocks",
            "refblock_alloc_write_table",
            "refblock_alloc_switch_table",
            "cluster_alloc",
            "cluster_alloc_bytes",
            "flush_to_os",
            "flush_to_disk");

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

    @Test
    void killedAtTwentyPoints() throws Exception {
        kill(20);
    }

    @Test
    @Tag("long")
    void killedAtFiveHundredPoints() throws Exception {
        kill(500);
    }

    private void kill(int times) throws Exception {
        Random random = new Random(times);
        for (int i = 0; i < times; i++) {
            String options = OPTIONS.get(i % OPTIONS.size());
            bench.qemu.create(NAME, options, String.valueOf(KilledWriter.SIZE));
            killOnce(random.nextLong(), random.nextInt(40), random.nextInt(3_000_000), options);
        }
    }

    private void killOnce(long seed, int flushes, int pause, String options) throws Exception {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        KilledWriter.class.getName(),
                        folder.toString(),
                        NAME,
                        String.valueOf(seed))
                .redirectError(folder.resolve("errors").toFile())
                .start();
        int flushed = -1;
        try (BufferedReader lines = writer.inputReader()) {
            for (int i = 0; i <= flushes; i++) {
                String line = lines.readLine();
                assertTrue(line != null, () -> "it ended by itself: " + errors());
                flushed = Integer.parseInt(line);
            }
            // a few microseconds to a few milliseconds later
            for (long end = System.nanoTime() + pause; System.nanoTime() < end; ) {
                Thread.onSpinWait();
            }
            // by its handle, as the process itself would close what it has printed
            writer.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null && line.length() > 0; line = lines.readLine()) {
                flushed = Math.max(flushed, Integer.parseInt(line));
            }
        }
        writer.waitFor();
        String what = "seed " + seed + " with " + options + " after " + flushed;
        assertOnlyLeaks(what, options.contains("lazy"));
        assertHolds(seed, flushed, what);
    }

    /** Where the classes of this test and of the bundles that it uses come from. */
    private static String classPath() {
        return Stream.of(KilledWriter.class, BlockNode.class, EventLoop.class, JsonObject.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (java.io.IOException e) {
            return e.getMessage();
        }
    }

    private void assertOnlyLeaks(String what, boolean dirty) throws Exception {
        List<String> command = dirty
                ? List.of("qemu-img", "check", "-r", "all", "-f", "qcow2", NAME)
                : List.of("qemu-img", "check", "-f", "qcow2", NAME);
        Process check = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes());
        int code = check.waitFor();
        assertTrue(code == 0 || code == 3, () -> what + ": " + output);
    }

    /** Bytes that were changed after the last flush can be anything. */
    private void assertHolds(long seed, int flushed, String what) throws Exception {
        byte[] expected = new byte[KilledWriter.SIZE];
        Random random = new Random(seed);
        for (int i = 0; i <= flushed; i++) {
            KilledWriter.Step.of(random).applyTo(expected);
        }
        byte[] unknown = new byte[KilledWriter.SIZE];
        for (int i = 0; i < 400; i++) {
            KilledWriter.Step step = KilledWriter.Step.of(random);
            if (!step.isFlush()) {
                Arrays.fill(unknown, step.at(), step.at() + step.length(), (byte) 1);
            }
        }
        NamedBackend disk = bench.open(NAME);
        byte[] found = new byte[KilledWriter.SIZE];
        for (int at = 0; at < found.length; at += 1 << 20) {
            disk.pread(at, ByteBuffer.wrap(found, at, 1 << 20));
        }
        disk.close();
        for (int i = 0; i < found.length; i++) {
            if (unknown[i] == 0 && found[i] != expected[i]) {
                assertEquals(expected[i], found[i], what + " at " + i);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void errorsAtAnyPoint(String event) throws Exception {
        for (Errno errno : List.of(Errno.EIO, Errno.ENOSPC)) {
            for (int skip = 0; skip < 3; skip++) {
                fail(event, errno, skip, true);
            }
        }
    }

    /** As if the program ended there: from that point on nothing reaches the file. */
    @ParameterizedTest
    @FieldSource("EVENTS")
    void stoppedAtAnyPoint(String event) throws Exception {
        for (int skip = 0; skip < 4; skip++) {
            fail(event, Errno.EIO, skip, false);
        }
    }

    private void fail(String event, Errno errno, int skip, boolean once) throws Exception {
        int size = 12 << 20;
        bench.qemu.create(NAME, "cluster_size=512,refcount_bits=64", String.valueOf(size));
        // so that there are tables to be loaded
        bench.qemu.io(NAME, List.of("write -P 9 0 1M"));
        NodeSpec file = new FileOptions(folder.resolve(NAME).toString(), false).toSpec();
        // passes some times, and then fails once
        List<Map<String, Object>> states = new java.util.ArrayList<>();
        for (int i = 1; i <= skip; i++) {
            states.add(Map.of("event", event, "state", (long) i, "new_state", i + 1L));
        }
        NodeSpec debug = NodeSpec.of("blkdebug")
                .child("image", file)
                .with(
                        "inject-error",
                        List.of(Map.of(
                                "event", event, "state", skip + 1L, "errno", (long) errno.number(), "once", once)));
        NodeSpec below = states.isEmpty() ? debug : debug.with("set-state", states);
        NamedBackend disk =
                bench.open(NodeSpec.of("qcow2").with("discard", "unmap").child("file", below));
        byte[] expected = new byte[size + 65536];
        Arrays.fill(expected, 0, 1 << 20, (byte) 9);
        byte[] unknown = new byte[size + 65536];
        byte[] fresh = new byte[size + 65536];
        byte[] flushed = expected;
        int errors = 0;
        Random random = new Random(event.hashCode() + skip);
        for (int i = 0; i < 120; i++) {
            int length = 1 + random.nextInt(i % 10 == 0 ? 600_000 : 3_000);
            int at = random.nextInt(size - length);
            byte value = (byte) (1 + random.nextInt(255));
            try {
                switch (i % 12) {
                    case 3 -> {
                        disk.flush();
                        flushed = expected.clone();
                        Arrays.fill(fresh, (byte) 0);
                    }
                    case 1, 8 -> Qcow2Bench.read(disk, at, length);
                    case 5 -> {
                        mark(unknown, at, length);
                        disk.discard(at, length);
                    }
                    case 7 -> {
                        mark(fresh, at & ~511, 512);
                        disk.pwriteCompressed(at & ~511, ByteBuffer.wrap(filled(512, value)));
                        Arrays.fill(expected, at & ~511, (at & ~511) + 512, value);
                    }
                    case 9 -> disk.truncate(size + (i > 60 ? 65536 : 32768));
                    default -> {
                        mark(fresh, at, length);
                        disk.pwrite(at, ByteBuffer.wrap(filled(length, value)));
                        Arrays.fill(expected, at, at + length, value);
                    }
                }
            } catch (BlockException e) {
                errors += e.errno() == Errno.ENOSPC ? 1 : 0;
                // a cluster that has a place cannot be compressed: EIO, too
                assertTrue(
                        e.errno() == errno || e.errno() == Errno.EIO, e.errno().toString());
                mark(unknown, at & ~511, length + 1024);
            }
        }
        String what = event + " " + errno + " " + skip;
        if (once) {
            try {
                assertKnown(disk, expected, unknown, what);
            } catch (BlockException e) {
                // not before now, and not again
                errors += e.errno() == Errno.ENOSPC ? 1 : 0;
                assertKnown(disk, expected, unknown, what);
            }
        }
        assertTrue(errors > 0 || skip > 0 || errno != Errno.ENOSPC, what + " never happened");
        disk.close();
        assertOnlyLeaks(what, false);
        NamedBackend again = bench.open(NAME);
        if (!once) {
            // what was not flushed may be lost
            for (int i = 0; i < unknown.length; i++) {
                unknown[i] |= fresh[i];
            }
        }
        assertKnown(again, once ? expected : flushed, unknown, what + " when it is open again");
        again.close();
    }

    private static void assertKnown(NamedBackend disk, byte[] expected, byte[] unknown, String what)
            throws BlockException {
        int size = (int) Math.min(disk.length(), expected.length);
        for (int at = 0; at < size; at += 1 << 20) {
            byte[] found = Qcow2Bench.read(disk, at, Math.min(size - at, 1 << 20));
            for (int i = 0; i < found.length; i++) {
                if (unknown[at + i] == 0 && found[i] != expected[at + i]) {
                    assertEquals(expected[at + i], found[i], what + " at " + (at + i));
                }
            }
        }
    }

    private static void mark(byte[] unknown, int at, int length) {
        Arrays.fill(unknown, at, Math.min(unknown.length, at + length), (byte) 1);
    }

    private static byte[] filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }
}
