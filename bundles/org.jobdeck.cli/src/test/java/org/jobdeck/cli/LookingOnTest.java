package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jobdeck.servers.tests.QemuProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code wait}, {@code events} and {@code top} look on, each at a monitor of its own, while a real storage daemon is killed,
 * stopped, or steered by somebody else.
 */
@Timeout(120)
class LookingOnTest {

    private static final long PATIENCE_SECONDS = 60;
    private static final String OTHER = "other";

    @TempDir
    Path directory;

    private QemuProgram qemu;
    private final TestHost wait = new TestHost();
    private final TestHost events = new TestHost();
    private final TestHost top = new TestHost();
    private final AtomicReference<String> picture = new AtomicReference<>("");
    private final FakeScreen screen = new FakeScreen(shown -> picture.set(shown.last()));
    private CompletableFuture<Integer> waitCode;
    private CompletableFuture<Integer> eventsCode;
    private CompletableFuture<Integer> topCode;

    @BeforeEach
    void start() throws Exception {
        qemu = QemuProgram.storageDaemon(
                directory,
                List.of("wait", "events", "top", OTHER),
                List.of("driver=null-co,size=67108864,node-name=a", "driver=null-co,size=67108864,node-name=b"));
        other(0, "start", "backup", "OTHER", "--device", "a", "--target", "b", "--job-id", "j", "--speed", "64K");
        screen.columns = 400;
    }

    @AfterEach
    void stop() throws Exception {
        qemu.close();
    }

    private String address(String monitor) {
        return "unix:" + qemu.socket(monitor);
    }

    /** A second client does something. */
    private TestHost other(int code, String... words) {
        TestHost host = new TestHost();
        String[] all = words.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i].equals("OTHER") ? address(OTHER) : all[i];
        }
        assertEquals(code, host.run(all), host::errText);
        return host;
    }

    private void lookOn(String... waited) {
        String[] words = new String[waited.length + 3];
        words[0] = "wait";
        words[1] = address("wait");
        words[2] = "j";
        System.arraycopy(waited, 0, words, 3, waited.length);
        Executor threads = run -> Thread.ofPlatform().daemon().start(run);
        waitCode = CompletableFuture.supplyAsync(() -> wait.run(words), threads);
        eventsCode = CompletableFuture.supplyAsync(() -> events.run("events", address("events")), threads);
        topCode = CompletableFuture.supplyAsync(() -> top.with(screen).run("top", address("top")), threads);
        until(() -> !wait.interrupts.isEmpty() && !events.interrupts.isEmpty());
        untilShown(shown -> shown.contains("`- j  [") && shown.contains("] running, "));
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - end < 0, () -> "in vain; the picture: " + picture.get());
            Thread.onSpinWait();
        }
    }

    private void untilShown(Predicate<String> wanted) {
        until(() -> wanted.test(picture.get()));
    }

    private static int code(CompletableFuture<Integer> command) throws Exception {
        return command.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void quitTop() throws Exception {
        screen.press('q');
        assertEquals(ExitCode.DONE, code(topCode), top::errText);
    }

    @Test
    void aKilledOneIsLostAndItsJobNotDone() throws Exception {
        lookOn("--state", "concluded");
        qemu.kill();
        for (TestHost host : List.of(wait, events)) {
            assertEquals(ExitCode.UNREACHABLE, code(host == wait ? waitCode : eventsCode), host::errText);
            assertEquals(
                    "jobdeck: the connection to " + address(host == wait ? "wait" : "events")
                            + " was closed by the other side",
                    host.errText());
            assertFalse(host.outText().contains("concluded"), host::outText);
        }
        untilShown(shown -> shown.contains("(connection lost: ") && shown.contains("] last seen running, "));
        assertFalse(picture.get().contains("/s, "), picture::get);
        quitTop();
    }

    @Test
    void aStoppedOneIsWaitedForAndCaughtUpWith() throws Exception {
        lookOn("--state", "concluded", "--timeout", "9");
        qemu.freeze();
        TestHost late = other(ExitCode.UNREACHABLE, "jobs", "OTHER");
        assertTrue(late.errText().contains(" does not greet, so it is in use by another client, "), late::errText);
        assertTrue(late.errText().contains(" or its QEMU stands still"), late::errText);

        untilShown(shown -> shown.contains("(not answering: ") && shown.contains("] last seen running, "));
        assertEquals(ExitCode.TIMED_OUT, code(waitCode), wait::errText);
        List<String> told = wait.errText().lines().toList();
        assertEquals(2, told.size(), wait::errText);
        assertTrue(told.getFirst().matches(silence("wait")), wait::errText);
        assertTrue(
                told.getLast()
                        .matches("jobdeck: the job 'j' was not seen to be concluded within 9 s; it was running when "
                                + address("wait") + " was heard last, at \\d\\d:\\d\\d:\\d\\d"),
                wait::errText);
        assertTrue(events.errText().matches(silence("events")), events::errText);

        qemu.thaw();
        untilShown(shown -> shown.contains("] running, "));
        until(() -> events.errText().endsWith("jobdeck: " + address("events") + " answers again"));
        other(0, "job", "cancel", "OTHER", "j", "--force");
        until(() -> events.outText().contains("JOB_STATUS_CHANGE  status=concluded  id=j"));
        events.interrupt();
        assertEquals(ExitCode.CANCELLED, code(eventsCode));
        quitTop();
    }

    private String silence(String monitor) {
        return "jobdeck: " + address(monitor)
                + " does not answer, and was heard last at \\d\\d:\\d\\d:\\d\\d; waiting for it";
    }

    @Test
    void whatAnotherClientDoesIsFollowed() throws Exception {
        lookOn("--state", "null");
        other(0, "job", "set-speed", "OTHER", "j", "128K");
        untilShown(shown -> shown.contains("limit 128 KiB/s"));
        other(0, "job", "pause", "OTHER", "j");
        untilShown(shown -> shown.contains("] paused, "));
        other(0, "job", "resume", "OTHER", "j");
        untilShown(shown -> shown.contains("] running, "));
        other(0, "job", "cancel", "OTHER", "j", "--force");
        untilShown(shown -> shown.contains("] cancelled, "));
        assertFalse(waitCode.isDone());
        other(0, "job", "dismiss", "OTHER", "j");
        assertEquals(ExitCode.DONE, code(waitCode), wait::errText);
        untilShown(shown -> shown.contains("(0 jobs)"));
        // whoever steers a job that somebody else has taken away meanwhile is told
        screen.press('p');
        other(ExitCode.NO_SUCH_JOB, "job", "pause", "OTHER", "j");
        events.interrupt();
        assertEquals(ExitCode.CANCELLED, code(eventsCode));
        assertTrue(events.outText().contains("status=paused"), events::outText);
        assertTrue(events.outText().contains("JOB_STATUS_CHANGE  status=null  id=j"), events::outText);
        quitTop();
    }
}
