package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DemoCommandTest {

    private static final List<String> STATES = List.of(
            "nightly-web .* running,",
            "nightly-mail .* paused,",
            "nightly-home .* done,",
            "nightly-db .* failed,.*Input/output error",
            "offsite-logs .* stopped: no space,",
            "weekly-archive .* pending",
            "adhoc-test .* cancelled,",
            "transaction of 2 jobs",
            "cluster-a .* waiting",
            "cluster-b .* running,");

    private final TestHost host = new TestHost();

    @Test
    void withoutATerminalItPrintsEveryStateAndEnds() {
        assertEquals(ExitCode.DONE, host.run("demo", "--headless"), host.errText());
        for (String state : STATES) {
            assertTrue(Pattern.compile(state).matcher(host.outText()).find(), state + " in " + host.outText());
        }
        assertNothingIsLeft(host.outText());
    }

    @Test
    void inATerminalQEndsIt() {
        FakeScreen screen = new FakeScreen(shown -> {
            if (STATES.stream()
                    .allMatch(s -> Pattern.compile(s).matcher(shown.last()).find())) {
                shown.press('q');
            }
        });
        screen.columns = 200;
        assertEquals(ExitCode.DONE, host.with(screen).run("demo", "--headless"), host.errText());
        assertTrue(screen.closed);
        assertNothingIsLeft(screen.last());
    }

    @Test
    void ctrlCEndsItAtOnce() {
        FakeScreen screen = new FakeScreen(shown -> host.interrupt());
        screen.columns = 200;
        assertEquals(ExitCode.CANCELLED, host.with(screen).run("demo", "--headless"));
        assertNothingIsLeft(screen.last());
    }

    @Test
    void theTimeEndsIt() {
        FakeScreen screen = new FakeScreen(shown -> {});
        screen.columns = 200;
        assertEquals(ExitCode.DONE, host.with(screen).run("demo", "--headless", "--seconds", "1"));
        assertNothingIsLeft(screen.last());
    }

    private static void assertNothingIsLeft(String tree) {
        Matcher folder = Pattern.compile("main node: web  (.*)/web\\.raw").matcher(tree);
        assertTrue(folder.find(), tree);
        assertFalse(Files.exists(Path.of(folder.group(1))));
    }
}
