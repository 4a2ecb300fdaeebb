package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys and Ctrl-C while a backup runs; the fake user acts on what the screen shows. */
@Timeout(60)
class RunSteeringTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final TestHost host = new TestHost();
    private Path source;
    private Path target;

    @BeforeEach
    void makeSource() throws IOException {
        source = Images.full(folder.resolve("a.raw"), 4 * MIB + 7);
        target = folder.resolve("b.raw");
    }

    @Test
    void pauseResumeAndSpeed() throws IOException {
        AtomicInteger step = new AtomicInteger();
        FakeScreen screen = new FakeScreen(user(
                step,
                List.of(
                        new Reaction("p pause", 'p'),
                        new Reaction("paused, limit 256 KiB/s", 'p'),
                        new Reaction("p pause", '-'),
                        new Reaction("limit 128 KiB/s", '+'),
                        new Reaction("limit 256 KiB/s", '+'),
                        new Reaction("limit 512 KiB/s", 'c'),
                        new Reaction("Job 'backup' in state 'running' cannot accept command verb 'complete'", '+'),
                        new Reaction("limit 1 MiB/s", '+'),
                        new Reaction("limit 2 MiB/s", '+'),
                        new Reaction("limit 4 MiB/s", '+'),
                        new Reaction("limit 8 MiB/s", '+'),
                        new Reaction("limit 16 MiB/s", '+'))));
        screen.columns = 200;
        assertEquals(ExitCode.DONE, backup(screen, "--speed", "256K"), host.errText());
        assertEquals(12, step.get(), () -> "the last picture was " + screen.last());
        assertTrue(Images.same(source, target));
        assertTrue(screen.last().startsWith("backup: done, 4.00 MiB in "), screen.last());
        assertTrue(screen.closed);
        assertEquals("", host.outText());
    }

    @Test
    void finalizeAndDismissByHand() throws IOException {
        AtomicInteger step = new AtomicInteger();
        FakeScreen screen =
                new FakeScreen(user(step, List.of(new Reaction("f finalize", 'f'), new Reaction("d dismiss", 'd'))));
        assertEquals(ExitCode.DONE, backup(screen, "--auto-finalize", "off", "--auto-dismiss", "off"), host.errText());
        assertEquals(2, step.get());
        assertTrue(Images.same(source, target));
    }

    @Test
    void ctrlCCancelsAndRemovesTheTarget() {
        AtomicInteger step = new AtomicInteger();
        FakeScreen screen = new FakeScreen(interruptAt(step, "p pause"));
        assertEquals(ExitCode.CANCELLED, backup(screen, "--speed", "256K"));
        assertEquals(
                "jobdeck: the backup of '" + source + "' to '" + target + "' was cancelled; '" + target
                        + "' was removed again",
                host.errText());
        assertFalse(Files.exists(target));
        assertTrue(host.interrupts.isEmpty());
        assertTrue(host.exits.isEmpty());
    }

    @Test
    void ctrlCCancelsAPausedJobToo() {
        AtomicInteger step = new AtomicInteger();
        FakeScreen screen = new FakeScreen(shown -> {
            if (step.get() == 0 && shown.last().contains("p pause")) {
                step.set(1);
                shown.press('p');
            } else if (step.get() == 1 && shown.last().contains("p resume")) {
                step.set(2);
                host.interrupt();
            }
        });
        assertEquals(ExitCode.CANCELLED, backup(screen, "--speed", "256K"));
        assertFalse(Files.exists(target));
    }

    @Test
    void aPendingJobCanBeCancelled() {
        FakeScreen screen = new FakeScreen(interruptAt(new AtomicInteger(), "f finalize"));
        assertEquals(ExitCode.CANCELLED, backup(screen, "--auto-finalize", "off"));
        assertFalse(Files.exists(target));
    }

    @Test
    void nothingIsWaitedForWhenTheTerminalIsGone() {
        FakeScreen screen = new FakeScreen(shown -> {
            if (shown.last().contains("f finalize")) {
                shown.vanish();
            }
        });
        assertEquals(ExitCode.CANCELLED, backup(screen, "--auto-finalize", "off"));
        assertTrue(host.errText().endsWith("was cancelled; '" + target + "' was removed again"), host.errText());
        assertFalse(Files.exists(target));
    }

    @Test
    void aConcludedJobThatNobodyCanDismissIsDone() throws IOException {
        FakeScreen screen = new FakeScreen(shown -> {
            if (shown.last().contains("d dismiss")) {
                shown.vanish();
            }
        });
        assertEquals(ExitCode.DONE, backup(screen, "--auto-dismiss", "off"), host.errText());
        assertTrue(Images.same(source, target));
    }

    @Test
    void thePartialTargetIsKeptOnDemand() throws IOException {
        FakeScreen screen = new FakeScreen(interruptAt(new AtomicInteger(), "p pause"));
        assertEquals(ExitCode.CANCELLED, backup(screen, "--speed", "256K", "--keep-partial"));
        assertTrue(host.errText().endsWith("'" + target + "' is kept as a partial copy"), host.errText());
        assertEquals(Files.size(source), Files.size(target));
        assertFalse(Images.same(source, target));
    }

    @Test
    void aTargetThatWasThereIsNeverRemoved() throws IOException {
        Images.make(target, Files.size(source), 0);
        FakeScreen screen = new FakeScreen(interruptAt(new AtomicInteger(), "p pause"));
        assertEquals(ExitCode.CANCELLED, backup(screen, "--speed", "256K"));
        assertTrue(host.errText().endsWith("'" + target + "' is now an incomplete copy"), host.errText());
        assertEquals(Files.size(source), Files.size(target));
    }

    @Test
    void anotherFileOfTheTargetsNameIsLeftAlone() throws IOException {
        FakeScreen screen = new FakeScreen(shown -> {
            if (shown.last().contains("p pause")) {
                replaceTarget();
                host.interrupt();
            }
        });
        assertEquals(ExitCode.CANCELLED, backup(screen, "--speed", "256K"));
        assertTrue(host.errText().endsWith("is another file now and was left alone"), host.errText());
        assertEquals("mine", Files.readString(target));
    }

    private void replaceTarget() {
        try {
            Path other = folder.resolve("other");
            Files.writeString(other, "mine");
            Files.move(other, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void ifTheProcessEndsThePartialTargetGoes() {
        AtomicInteger removed = new AtomicInteger();
        FakeScreen screen = new FakeScreen(shown -> {
            if (shown.last().contains("p pause") && removed.get() == 0) {
                host.exits.forEach(Runnable::run);
                removed.set(Files.exists(target) ? 1 : 2);
                host.interrupt();
            }
        });
        assertEquals(ExitCode.CANCELLED, backup(screen, "--speed", "256K"));
        assertEquals(2, removed.get());
    }

    private record Reaction(String seen, char key) {}

    /** Presses the keys one after the other, each as soon as its text is shown. */
    private static Consumer<FakeScreen> user(AtomicInteger step, List<Reaction> reactions) {
        return screen -> {
            if (step.get() < reactions.size()
                    && screen.last().contains(reactions.get(step.get()).seen())) {
                screen.press(reactions.get(step.getAndIncrement()).key());
            }
        };
    }

    private Consumer<FakeScreen> interruptAt(AtomicInteger step, String seen) {
        return screen -> {
            if (step.get() == 0 && screen.last().contains(seen)) {
                step.set(1);
                host.interrupt();
            }
        };
    }

    private int backup(FakeScreen screen, String... more) {
        String[] args = {"run", "backup", "--source", source.toString(), "--target", target.toString()};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return host.with(screen).run(all);
    }
}
