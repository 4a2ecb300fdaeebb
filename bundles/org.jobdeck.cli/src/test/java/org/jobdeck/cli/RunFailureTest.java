package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that fail on their way, and a type of job that comes from a plugin. */
@Timeout(60)
class RunFailureTest {

    @TempDir
    Path folder;

    private final TestHost host = new TestHost().with(new FailingFactory(true));

    @Test
    void aFullDiskIsOneSentenceAndNoTarget() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 10_000);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.FAILED, run(source, target));
        assertEquals(
                "jobdeck: the failing of '" + source + "' to '" + target + "' failed: No space left on device; '"
                        + target + "' was removed again; free some room or name another place",
                host.errText());
        assertFalse(Files.exists(target));
        assertEquals("", host.outText());
    }

    @Test
    void aJobThatCannotStartLeavesNothing() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 1000);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.FAILED, run(source, target, "--outright"));
        assertEquals(
                "jobdeck: the failing of '" + source + "' to '" + target + "' cannot be started: the node is in use; '"
                        + target + "' was removed again",
                host.errText());
        assertFalse(Files.exists(target));
    }

    @Test
    void anErrorInsideIsASentenceToo() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 10_000);
        Path target = folder.resolve("b.raw");
        assertEquals(ExitCode.FAILED, run(source, target, "--inside"));
        assertEquals(1, host.errText().lines().count(), host.errText());
        assertFalse(Files.exists(target));
    }

    @Test
    void withJsonStandardOutputHasNothingElse() throws IOException {
        Path source = Images.full(folder.resolve("a.raw"), 10_000);
        assertEquals(ExitCode.FAILED, run(source, folder.resolve("b.raw"), "--json", "--inside=off"));
        assertTrue(host.outLines().stream().allMatch(line -> line.startsWith("{\"")), host.outText());
        assertTrue(host.outText().contains("\"status\": \"aborting\""), host.outText());
    }

    @Test
    void aPluginsTypeHasItsHelp() {
        assertEquals(ExitCode.DONE, host.run("run", "failing", "--help"));
        assertTrue(host.outText().contains("Fails with 100 % certainty."), host.outText());
        assertTrue(host.outText().contains("--inside[=on|off]"), host.outText());
        assertTrue(host.outText().contains("--format"), host.outText());
        assertTrue(host.outText().contains("--keep-partial"), host.outText());
        assertTrue(host.outText().contains("A target that does not exist is made"), host.outText());
    }

    @Test
    void aTypeWithoutATargetHasNoOptionsForOne() {
        TestHost other = new TestHost().with(new FailingFactory(false));
        assertEquals(ExitCode.DONE, other.run("run", "failing", "--help"));
        assertTrue(other.outText().contains("--inside[=on|off]"), other.outText());
        assertFalse(other.outText().contains("--format"), other.outText());
        assertFalse(other.outText().contains("--keep-partial"), other.outText());
        assertFalse(other.outText().contains("target"), other.outText());
        assertEquals(ExitCode.USAGE, other.run("run", "failing", "--keep-partial"));
        assertEquals(ExitCode.FAILED, other.run("run", "failing"));
    }

    private int run(Path source, Path target, String... more) {
        String[] args = {"run", "failing", "--source", source.toString(), "--target", target.toString()};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return host.run(all);
    }
}
