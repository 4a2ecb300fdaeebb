package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands for a running QEMU, with QEMU's own storage daemon. It has two monitors: one for the commands and one for
 * the test. Needs {@code qemu-storage-daemon} on the path (package qemu-system-common).
 */
@Timeout(120)
class RemoteCommandsTest {

    @TempDir
    Path directory;

    private RealQemu qemu;

    @BeforeEach
    void start() throws Exception {
        qemu = RealQemu.storageDaemon(
                directory,
                "driver=null-co,size=67108864,node-name=a",
                "driver=null-co,size=67108864,node-name=b",
                "driver=null-co,size=67108864,node-name=c",
                "driver=null-co,size=67108864,node-name=d");
    }

    @AfterEach
    void stop() throws Exception {
        qemu.close();
    }

    private void execute(String command, String arguments) throws Exception {
        qemu.execute(command, arguments);
    }

    private void startBackup(String id, String from, String to, long speed) throws Exception {
        execute(
                "blockdev-backup",
                "{'job-id': '" + id + "', 'device': '" + from + "', 'target': '" + to + "', 'sync': 'full', 'speed': "
                        + speed + ", 'auto-dismiss': false, 'auto-finalize': false}");
    }

    private String address() {
        return qemu.address();
    }

    private TestHost run(int code, String... words) {
        TestHost host = new TestHost();
        assertEquals(code, host.run(words), host::errText);
        if (code == 0) {
            assertEquals("", host.errText());
        }
        return host;
    }

    private JsonObject onlyJob() throws Exception {
        List<String> lines = run(0, "jobs", address(), "--json").outLines();
        assertEquals(1, lines.size(), lines::toString);
        return JsonDocument.parseObject(lines.getFirst());
    }

    @Test
    void listsJobsForPeopleAndPrograms() throws Exception {
        assertEquals(
                List.of(address() + "  (0 jobs)"), run(0, "jobs", address()).outLines());
        startBackup("nightly", "a", "b", 4096);
        List<String> lines = run(0, "jobs", address()).outLines();
        assertEquals(address() + "  (1 job)", lines.getFirst());
        assertTrue(lines.get(1).startsWith("`- nightly"), lines::toString);
        assertTrue(lines.get(1).contains("running"), lines::toString);
        JsonObject job = onlyJob();
        assertEquals(address(), job.string("source").orElseThrow());
        assertEquals("nightly", job.string("id").orElseThrow());
        assertEquals("backup", job.string("type").orElseThrow());
        assertEquals(4096, job.integer("speed").orElseThrow());
        assertEquals(false, job.bool("auto-dismiss").orElseThrow());
    }

    @Test
    void everyVerbWorksFromTheShell() throws Exception {
        startBackup("j", "a", "b", 4096);
        run(0, "job", "pause", address(), "j");
        run(0, "wait", address(), "j", "--state", "paused", "--timeout", "20s");
        run(ExitCode.REFUSED, "job", "pause", address(), "j");
        run(0, "job", "resume", address(), "j");
        run(0, "job", "set-speed", address(), "j", "0");
        assertEquals(0, onlyJob().integer("speed").orElseThrow());
        run(0, "wait", address(), "j", "--state", "pending", "--timeout", "20s");
        run(0, "job", "finalize", address(), "j");
        run(0, "job", "dismiss", address(), "j");
        assertEquals(List.of(), run(0, "jobs", address(), "--json").outLines());

        startBackup("k", "a", "b", 4096);
        TestHost refused = run(ExitCode.REFUSED, "job", "complete", address(), "k");
        assertEquals(
                "jobdeck: 'complete' on the job 'k' was refused: Job 'k' in state 'running' cannot accept command verb"
                        + " 'complete'",
                refused.errText());
        run(0, "job", "cancel", address(), "k", "--force");
        run(1, "wait", address(), "k", "--state", "ready", "--timeout", "20s");
    }

    @Test
    void manyJobsAtOnceEachWithItsResult() throws Exception {
        startBackup("j", "a", "b", 4096);
        startBackup("k", "c", "d", 4096);
        run(0, "job", "pause", address(), "k");
        TestHost host = run(ExitCode.NO_SUCH_JOB, "job", "pause", address(), "j", "k", "l", "--json");
        assertEquals(
                List.of(
                        "{\"id\": \"j\", \"result\": \"done\"}",
                        "{\"id\": \"k\", \"result\": \"refused\", \"error\": \"Job is already paused\"}"),
                host.outLines().subList(0, 2));
        assertTrue(host.outLines().get(2).contains("\"no-such-job\""), host::outText);
        assertTrue(host.errText().contains("has no job 'l'; there are: j, k"), host::errText);
    }

    @Test
    void waitingHasACodeForEveryEnd() throws Exception {
        assertTrue(run(ExitCode.NO_SUCH_JOB, "wait", address(), "j", "--state", "ready")
                .errText()
                .endsWith("has no job 'j'; there is none at all"));
        startBackup("j", "a", "b", 4096);
        TestHost late = run(ExitCode.TIMED_OUT, "wait", address(), "j", "--state", "concluded", "--timeout", "0");
        assertTrue(late.errText().endsWith("within 0 s; it is running"), late::errText);
        run(0, "wait", address(), "j", "--state", "running");

        // the state is waited for while the other client brings the job there
        TestHost host = new TestHost();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(
                () -> host.run("wait", address(), "j", "--state", "null", "--timeout", "60"));
        while (host.interrupts.isEmpty()) {
            Thread.onSpinWait();
        }
        execute("job-cancel", "{'id': 'j'}");
        run(ExitCode.UNREACHABLE, "wait", address(), "j", "--state", "null");
        execute("job-dismiss", "{'id': 'j'}");
        assertEquals(0, code.get(60, TimeUnit.SECONDS), host::errText);

        startBackup("k", "a", "b", 4096);
        TestHost cut = new TestHost();
        CompletableFuture<Integer> cancelled =
                CompletableFuture.supplyAsync(() -> cut.run("wait", address(), "k", "--state", "null"));
        while (cut.interrupts.isEmpty()) {
            Thread.onSpinWait();
        }
        cut.interrupt();
        assertEquals(ExitCode.CANCELLED, cancelled.get(60, TimeUnit.SECONDS));
    }

    @Test
    void eventsComeAsTheyHappen() throws Exception {
        for (boolean json : new boolean[] {false, true}) {
            TestHost host = new TestHost();
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(
                    () -> json ? host.run("events", address(), "--json") : host.run("events", address()));
            while (host.interrupts.isEmpty()) {
                Thread.onSpinWait();
            }
            startBackup("j" + json, "a", "b", 0);
            while (!host.outText().contains("BLOCK_JOB_PENDING")) {
                Thread.onSpinWait();
            }
            host.interrupt();
            assertEquals(ExitCode.CANCELLED, code.get(60, TimeUnit.SECONDS));
            if (json) {
                assertEquals(
                        "JOB_STATUS_CHANGE",
                        JsonDocument.parseObject(host.outLines().getFirst())
                                .string("event")
                                .orElseThrow());
            } else {
                assertTrue(
                        host.outLines()
                                .getFirst()
                                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  JOB_STATUS_CHANGE  status=created  id=jfalse"),
                        host::outText);
                execute("job-finalize", "{'id': 'jfalse'}");
            }
        }
    }

    @Test
    void aDaemonThatEndsEndsTheCommands() throws Exception {
        TestHost host = new TestHost();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> host.run("events", address()));
        while (host.interrupts.isEmpty()) {
            Thread.onSpinWait();
        }
        qemu.program().kill();
        assertEquals(ExitCode.UNREACHABLE, code.get(60, TimeUnit.SECONDS));
        assertTrue(host.errText().contains("was closed by the other side"), host::errText);
    }

    @Test
    void whatCannotBeReachedIsSaidInOneSentence() throws Exception {
        TestHost none = run(ExitCode.UNREACHABLE, "jobs", "unix:/nowhere/at/all", address());
        assertEquals(List.of(address() + "  (0 jobs)"), none.outLines(), "the others are listed all the same");
        assertTrue(none.errText().contains("unix:/nowhere/at/all cannot be connected to"), none::errText);
        assertFalse(none.errText().contains("\n"));
        try (SocketChannel owner = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("mine")))) {
            assertTrue(owner.isConnected());
            assertTrue(run(ExitCode.UNREACHABLE, "jobs", address()).errText().contains("in use by another client"));
        }
        run(0, "jobs", address());
        for (String[] wrong : new String[][] {
            {"jobs"},
            {"jobs", "nonsense"},
            {"job"},
            {"job", "pause"},
            {"job", "pause", address()},
            {"job", "change", address(), "j", "x"},
            {"job", "set-speed", address(), "j", "fast"},
            {"wait", address(), "j"},
            {"wait", address(), "j", "--state", "happy"},
            {"events"}
        }) {
            TestHost host = run(ExitCode.USAGE, wrong);
            assertEquals(1, host.errText().lines().count(), host::errText);
        }
    }
}
