package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobdeck.source.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunBackupTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final TestHost host = new TestHost();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 65_535, 65_537, 3 * MIB + 17})
    void everyLengthIsCopiedToTheByte(int length) throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), length);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.DONE, backup(source, target), host.errText());
        assertTrue(Images.same(source, target));
        assertEquals("", host.errText());
        assertTrue(host.outText().startsWith("backup: done, " + Units.bytes(length) + " in "), host.outText());
        assertEquals(1, host.outLines().size());
    }

    @Test
    void theCopyIsAsSparseAsTheSource() throws IOException {
        Path source = Images.make(folder.resolve("a.raw"), 512L * MIB + 3, 4 * MIB);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.DONE, backup(source, target), host.errText());
        assertTrue(Images.same(source, target));
        long taken = AllocatedBytes.of(source).orElseThrow();
        assertTrue(taken < 5 * MIB, "the source itself is not sparse here: " + taken);
        assertEquals(taken, AllocatedBytes.of(target).orElseThrow(), 64 << 10);
    }

    @Test
    void allocatedBytesAreWhatTheSystemSays() throws IOException, InterruptedException {
        Path source = Images.make(folder.resolve("a.raw"), 100L * MIB, 3 * MIB);
        Process stat = new ProcessBuilder("stat", "-c", "%b", source.toString()).start();
        long blocks = Long.parseLong(new String(stat.getInputStream().readAllBytes()).strip());
        assertEquals(0, stat.waitFor());
        assertEquals(blocks * 512, AllocatedBytes.of(source).orElseThrow());
    }

    @Test
    void aTargetOfTheSameLengthIsOverwrittenHolesIncluded() throws IOException {
        Path source = Images.make(folder.resolve("a.raw"), 8 * MIB + 5, MIB);
        Path target = Images.full(folder.resolve("b.raw"), 8 * MIB + 5);
        assertEquals(ExitCode.DONE, backup(source, target), host.errText());
        assertTrue(Images.same(source, target));
    }

    @Test
    void aTargetOfAnotherLengthIsRefused() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        Path target = Images.full(folder.resolve("b.raw"), 1001);
        byte[] before = Files.readAllBytes(target);
        refuses(source, target, "has 1001 bytes, but the source '" + source + "' has 1000; remove it or name another");
        assertArrayEquals(before, Files.readAllBytes(target));
    }

    @Test
    void sourceAndTargetMustDiffer() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        byte[] before = Files.readAllBytes(source);
        Path link = Files.createLink(folder.resolve("hard.raw"), source);
        Path symbolic = Files.createSymbolicLink(folder.resolve("soft.raw"), source);
        refuses(source, source, "are the same file");
        refuses(source, link, "are the same file");
        refuses(source, symbolic, "are the same file");
        refuses(symbolic, source, "are the same file");
        assertArrayEquals(before, Files.readAllBytes(source));
    }

    @Test
    void theSourceMustBeAFile() throws IOException {
        Path target = folder.resolve("b.raw");
        refuses(folder.resolve("nothing"), target, "the source '" + folder.resolve("nothing") + "' does not exist");
        refuses(folder, target, "is a folder");
        refuses(Path.of("/dev/zero"), target, "is a device, pipe or socket");
        Path file = Images.full(folder.resolve("file"), 10);
        refuses(file.resolve("below"), target, "does not exist");
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        refuses(loop, target, "cannot be read: ");
        assertFalse(Files.exists(target));
    }

    @Test
    void theTargetMustHaveAPlace() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        refuses(source, folder, "is a folder; give the path of a file, for instance '" + folder.resolve("a.raw") + "'");
        refuses(source, folder.resolve("no/b.raw"), "the folder '" + folder.resolve("no") + "' of the target");
        refuses(source, source.resolve("b.raw"), "'" + source + "' is not a folder");
        refuses(source, Path.of("/dev/null"), "is a device, pipe or socket");
        Path dangling = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
        refuses(source, dangling, "is a symbolic link to a file that does not exist");
        refuses(source, folder.resolve("x".repeat(300)), "name too long");
    }

    @Test
    void anEmptyNameIsNoFile() {
        assertEquals(ExitCode.USAGE, host.run("run", "backup", "--source", "", "--target", "b"));
        assertEquals("jobdeck: the source has an empty name; give the path of a file", host.errText());
    }

    @Test
    void thereMustBeRoom() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        // what /proc tells of itself is that nothing is free
        refuses(source, Path.of("/proc/b.raw"), "");
        assertTrue(host.errText().contains("not enough room") || host.errText().contains("may not write"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "0x", "_x", "ä", "x/y"})
    void aMalformedNameOfTheJobIsAWrongCommandLine(String id) throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.USAGE, backup(source, target, "--job-id", id));
        assertEquals(
                "jobdeck: the value of '--job-id' is wrong: '" + id + "' cannot be the name of a job; it must be a "
                        + "letter, followed by letters, digits, '-', '.' or '_'; 'jobdeck run backup --help' shows what "
                        + "there is",
                host.errText());
        assertFalse(Files.exists(target));
    }

    @Test
    void aSummaryThatCannotBeWrittenDoesNotUndoTheWork() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        Path target = folder.resolve("b.raw");
        host.withOutputLostAfter(0);
        assertEquals(ExitCode.FAILED, backup(source, target));
        assertEquals(
                "jobdeck: the backup of '" + source + "' to '" + target + "' is done, but standard output could not be "
                        + "written; see whether its reader has gone or its disk is full",
                host.errText());
        assertTrue(Images.same(source, target));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Timeout(60)
    void aJobWhoseLinesReachNobodyIsCancelled(int lines) throws IOException {
        // created, running and one of progress are written whatever the timing; a fourth line need not come soon
        // far longer than the test may take, at that speed
        Path source = Images.full(folder.resolve("a.raw"), 4 * MIB);
        Path target = folder.resolve("b.raw");
        host.withOutputLostAfter(lines);
        assertEquals(ExitCode.FAILED, backup(source, target, "--speed", "1K", "--json"));
        assertEquals(
                "jobdeck: the backup of '" + source + "' to '" + target + "' was cancelled, because standard output "
                        + "could not be written; see whether its reader has gone or its disk is full; '" + target
                        + "' was removed again",
                host.errText());
        assertEquals(lines, host.outLines().size());
        assertFalse(Files.exists(target));
    }

    @Test
    void manualFinalizeNeedsATerminalOrAPlaceForTheMonitor() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.USAGE, backup(source, target, "--auto-finalize", "off"));
        assertTrue(host.errText().contains("needs a terminal"), host.errText());
        assertFalse(Files.exists(target));
    }

    @Test
    void withoutAutomaticDismissalItEndsAllTheSame() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.DONE, backup(source, target, "--auto-dismiss", "off"), host.errText());
        assertTrue(Images.same(source, target));
    }

    @Test
    void theNameOfTheJobCanBeChosen() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        assertEquals(ExitCode.DONE, backup(source, folder.resolve("b.raw"), "--job-id", "nightly_1.web-A"));
        assertTrue(host.outText().startsWith("nightly_1.web-A: done"), host.outText());
    }

    private int backup(Path source, Path target, String... more) {
        String[] args = {"run", "backup", "--source", source.toString(), "--target", target.toString()};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return host.run(all);
    }

    /** One sentence, exit code 1, no target that was not there. */
    private void refuses(Path source, Path target, String part) {
        boolean there = Files.exists(target);
        TestHost fresh = new TestHost();
        int code = fresh.run("run", "backup", "--source", source.toString(), "--target", target.toString());
        assertEquals(ExitCode.FAILED, code, fresh.errText());
        assertTrue(fresh.errText().contains(part), fresh.errText());
        assertEquals(1, fresh.errText().lines().count(), fresh.errText());
        assertEquals("", fresh.outText());
        assertEquals(there, Files.exists(target));
        host.err().print(fresh.errText());
    }
}
