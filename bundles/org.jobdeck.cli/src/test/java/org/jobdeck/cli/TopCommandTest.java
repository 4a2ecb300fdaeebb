package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jobdeck.daemon.EngineMonitor;
import org.jobdeck.engine.DriverFactories;
import org.jobdeck.engine.Engine;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live list, whose user acts on what the screen shows. */
@Timeout(120)
class TopCommandTest {

    private static final int MOST_PICTURES = 150;
    private static final String UP = "\u001b[A";
    private static final String DOWN = "\u001bOB";

    @TempDir
    Path directory;

    /**
     * What the user does next.
     *
     * @param seen once this pattern is found in the picture
     * @param typed what is typed then
     */
    private record Reaction(String seen, String typed) {}

    private static FakeScreen screen(AtomicInteger step, List<Reaction> reactions) {
        AtomicInteger pictures = new AtomicInteger();
        FakeScreen screen = new FakeScreen(shown -> {
            int at = step.get();
            if (pictures.incrementAndGet() > MOST_PICTURES) {
                throw new AssertionError("waited for '" + reactions.get(at).seen() + "' in vain: " + shown.last());
            }
            if (at < reactions.size()
                    && Pattern.compile(reactions.get(at).seen())
                            .matcher(shown.last())
                            .find()) {
                step.incrementAndGet();
                pictures.set(0);
                reactions.get(at).typed().chars().forEach(key -> shown.press((char) key));
            }
        });
        screen.columns = 120;
        return screen;
    }

    private static void run(int code, TestHost host, List<Reaction> reactions, String... words) {
        AtomicInteger step = new AtomicInteger();
        FakeScreen screen = screen(step, reactions);
        assertEquals(code, host.with(screen).run(words), host::errText);
        assertEquals(reactions.size(), step.get(), () -> "the last picture was " + screen.last());
        assertTrue(screen.closed);
    }

    private static void startBackup(RealQemu qemu, String id, String from, String to) throws Exception {
        qemu.execute(
                "blockdev-backup",
                "{'job-id': '" + id + "', 'device': '" + from + "', 'target': '" + to
                        + "', 'sync': 'full', 'speed': 262144, 'auto-dismiss': false, 'auto-finalize': false}");
    }

    @Test
    void everyVerbHasItsKey() throws Exception {
        try (RealQemu qemu = RealQemu.storageDaemon(
                directory,
                "driver=null-co,size=67108864,node-name=a",
                "driver=null-co,size=67108864,node-name=b",
                "driver=null-co,size=67108864,node-name=c",
                "driver=null-co,size=67108864,node-name=d",
                "driver=null-co,size=67108864,node-name=e",
                "driver=null-co,size=67108864,node-name=f")) {
            startBackup(qemu, "first", "a", "b");
            startBackup(qemu, "second", "c", "d");
            qemu.execute(
                    "blockdev-mirror",
                    "{'job-id': 'third', 'device': 'e', 'target': 'f', 'sync': 'full', 'auto-dismiss': false,"
                            + " 'auto-finalize': false}");
            run(
                    0,
                    new TestHost(),
                    List.of(
                            new Reaction("> \\|- first .*running", "p"),
                            new Reaction("> \\|- first .*paused", DOWN),
                            new Reaction("> \\|- second .*running", "p"),
                            new Reaction("> \\|- second .*paused", UP + "p"),
                            new Reaction("> \\|- first .*running", "-"),
                            new Reaction("limit 128 KiB/s", "+"),
                            new Reaction("limit 256 KiB/s", "c"),
                            new Reaction("Job 'first' in state 'running' cannot accept command verb 'complete'", "?"),
                            new Reaction("Any key goes back", "q"),
                            new Reaction("> \\|- first", "/SECONDX\u007f\r"),
                            new Reaction("\\(1 of 3 jobs\\)\n> `- second", "/\u001b"),
                            new Reaction("> \\|- second", "kX"),
                            new Reaction("> \\|- first .*cancelled", "d"),
                            new Reaction("^[^>]*\\(2 jobs\\)\n> \\|- second", "jjj"),
                            new Reaction("> `- third .*ready", "c"),
                            new Reaction("> `- third .*pending: finalize it", "f"),
                            new Reaction("> `- third .*done", "d"),
                            new Reaction("\\(1 job\\)\n> `- second", "q")),
                    "top",
                    qemu.address());
            assertEquals(0, new TestHost().run("jobs", qemu.address()), "the monitor is free again");
        }
    }

    @Test
    void ownEnginesComeAndGo() throws Exception {
        Path runtime = directory;
        CountDownLatch up = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Thread engineLife = Thread.ofPlatform().start(() -> {
            try {
                up.await();
                try (Engine engine = Engine.start("mine", Clock.system(), DriverFactories.of(List.of()));
                        EngineMonitor monitor =
                                EngineMonitor.serve(engine, Map.of("XDG_RUNTIME_DIR", runtime.toString()), () -> {})) {
                    for (String node : List.of("a", "b")) {
                        ask(
                                monitor,
                                "blockdev-add",
                                "{'driver': 'null-co', 'size': 1048576, 'node-name': '" + node + "'}");
                    }
                    ask(
                            monitor,
                            "blockdev-backup",
                            "{'job-id': 'own', 'device': 'a', 'target': 'b', 'sync': 'full', 'auto-dismiss': false}");
                    seen.await();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        AtomicInteger step = new AtomicInteger();
        FakeScreen screen = new FakeScreen(shown -> {
            switch (step.get()) {
                case 0 -> {
                    if (shown.last().startsWith(TopRun.NONE)) {
                        step.set(1);
                        up.countDown();
                    }
                }
                case 1 -> {
                    if (shown.last().contains("> `- own ") && shown.last().contains("done")) {
                        step.set(2);
                        seen.countDown();
                    }
                }
                default -> {
                    if (shown.last().startsWith(TopRun.NONE)) {
                        shown.press('q');
                    }
                }
            }
        });
        TestHost host = new TestHost().withRuntimeFolder(runtime).with(screen);
        assertEquals(0, host.run("top"), host::errText);
        engineLife.join();
    }

    private static void ask(EngineMonitor monitor, String command, String arguments) throws Exception {
        JsonObject parsed = JsonDocument.parseObject(arguments);
        monitor.execute(command, parsed).toCompletableFuture().get();
    }

    @Test
    void withoutATerminalThereIsOneListing() throws Exception {
        Files.createDirectory(
                directory.resolve("jobdeck"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        TestHost none = new TestHost().withRuntimeFolder(directory);
        assertEquals(0, none.run("top"), none::errText);
        assertEquals(List.of(TopRun.NONE), none.outLines());
        try (RealQemu qemu = RealQemu.storageDaemon(directory)) {
            TestHost listed = new TestHost();
            assertEquals(0, listed.run("top", qemu.address()), listed::errText);
            assertEquals(List.of(qemu.address() + "  (0 jobs)"), listed.outLines());
        }
        TestHost gone = new TestHost();
        assertEquals(ExitCode.UNREACHABLE, gone.run("top", "unix:/nowhere"));
    }

    @Test
    void whatCannotBeReachedIsShownAndCtrlCEnds() {
        TestHost host = new TestHost();
        AtomicInteger seen = new AtomicInteger();
        FakeScreen screen = new FakeScreen(shown -> {
            if (shown.last().contains("unix:/nowhere  (not reachable")) {
                seen.incrementAndGet();
                host.interrupt();
            }
        });
        assertEquals(ExitCode.CANCELLED, host.with(screen).run("top", "unix:/nowhere"), host::errText);
        assertFalse(seen.get() == 0);
    }

    @Test
    void aListLongerThanTheScreenFollowsTheChoice() throws Exception {
        try (RealQemu qemu = RealQemu.storageDaemon(directory)) {
            for (int i = 0; i < 12; i++) {
                qemu.execute(
                        "blockdev-create",
                        "{'job-id': 'job" + (10 + i) + "', 'options': {'driver': 'file', 'filename': '" + directory
                                + "/f" + i + "', 'size': 0}}");
            }
            AtomicInteger step = new AtomicInteger();
            FakeScreen screen = screen(
                    step,
                    List.of(
                            new Reaction("> \\|- job10", DOWN.repeat(11)),
                            new Reaction("> `- job21", "kkkkkkkkkkkkkkkk"),
                            new Reaction("> \\|- job10", "q")));
            screen.rows = 6;
            TestHost host = new TestHost().with(screen);
            assertEquals(0, host.run("top", qemu.address()), host::errText);
            assertEquals(3, step.get(), screen::last);
            assertTrue(screen.shown.stream().allMatch(lines -> lines.size() <= 6));
        }
    }
}
