package org.jobdeck.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
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

/** Starting jobs in QEMU's own storage daemon. */
@Timeout(120)
class StartCommandTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    private Path source;
    private RealQemu qemu;

    @BeforeEach
    void start() throws Exception {
        source = Images.full(directory.resolve("a.raw"), 2 * MIB);
        qemu = RealQemu.storageDaemon(
                directory,
                "driver=raw,node-name=disk,file.driver=file,file.filename=" + source,
                "driver=null-co,size=2097152,node-name=null0",
                "driver=null-co,size=2097152,node-name=null1");
    }

    @AfterEach
    void stop() throws Exception {
        qemu.close();
    }

    private TestHost run(int code, String... words) {
        TestHost host = new TestHost();
        assertEquals(code, host.run(words), () -> host.errText() + host.outText());
        return host;
    }

    private TestHost start(int code, String type, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "start";
        all[1] = type;
        all[2] = qemu.address();
        System.arraycopy(words, 0, all, 3, words.length);
        return run(code, all);
    }

    @Test
    void aBackupToANodeIsStartedAndNamed() throws Exception {
        TestHost host = start(0, "backup", "--device", "null0", "--target", "null1", "--speed", "64K");
        assertEquals(List.of("backup-null0"), host.outLines());
        assertEquals("", host.errText());
        JsonObject job = JsonDocument.parseObject(
                run(0, "jobs", qemu.address(), "--json").outLines().getFirst());
        assertEquals(65536, job.integer("speed").orElseThrow());
        assertFalse(job.bool("auto-dismiss").orElseThrow());
        assertTrue(job.bool("auto-finalize").orElseThrow());
        TestHost second = start(1, "backup", "--device", "null0", "--target", "null1");
        assertEquals(
                "jobdeck: 'backup-null0-2' was not started, because QEMU says: Node 'null1' is busy: block device is in use"
                        + " by block job: backup",
                second.errText());
    }

    /** QEMU 7.2 crashes when it is asked for its nodes while a stream job that has concluded is kept. */
    @Test
    void besideAKeptStreamTheServerIsNotAskedForItsNodes() throws Exception {
        start(0, "stream", "--device", "disk", "--job-id", "s", "--auto-dismiss", "off", "--wait");
        start(0, "backup", "--device", "null0", "--target", "null1", "--wait");
        assertEquals(
                "jobdeck: how long the target of 'disk' must be is not known, because QEMU is not asked for its nodes while"
                        + " it has a stream job; make the target yourself",
                start(2, "mirror", "--device", "disk", "--target", directory + "/b.raw", "--create")
                        .errText());
        assertEquals(1, run(0, "jobs", qemu.address(), "--json").outLines().size(), "the stream");
    }

    @Test
    void aDryRunShowsWhatWouldBeSent() throws Exception {
        Path target = directory.resolve("b.raw");
        TestHost host = start(
                0,
                "mirror",
                "--dry-run",
                "--device",
                "disk",
                "--target",
                target.toString(),
                "--copy-mode",
                "write-blocking",
                "--job-id",
                "m");
        assertEquals(
                List.of(
                        "{\"execute\": \"blockdev-add\", \"arguments\": {\"driver\": \"raw\", \"node-name\": \"m-target\","
                                + " \"file\": {\"driver\": \"file\", \"filename\": \"" + target + "\"}}}",
                        "{\"execute\": \"blockdev-mirror\", \"arguments\": {\"job-id\": \"m\", \"device\": \"disk\","
                                + " \"target\": \"m-target\", \"sync\": \"full\", \"copy-mode\": \"write-blocking\","
                                + " \"auto-finalize\": true, \"auto-dismiss\": false}}"),
                host.outLines());
        assertEquals(List.of(), run(0, "jobs", qemu.address(), "--json").outLines());
    }

    @Test
    void aFileIsMadeAndTheMirrorWaitsForADecision() throws Exception {
        Path target = directory.resolve("b.raw");
        TestHost host = start(
                0, "mirror", "--device", "disk", "--target", target.toString(), "--create", "--wait", "--job-id", "m");
        assertEquals(List.of("m"), host.outLines());
        assertTrue(host.errText().contains("the job 'm' is ready; complete or cancel it"), host::errText);
        assertTrue(host.errText().contains("becomes the node 'm-target'"), host::errText);
        run(0, "job", "complete", qemu.address(), "m");
        run(0, "wait", qemu.address(), "m", "--state", "concluded", "--timeout", "20s");
        assertTrue(Images.same(source, target));
    }

    @Test
    void whatIsWaitedForIsDismissedAndItsFailureTold() throws Exception {
        Path target = Images.make(directory.resolve("b.raw"), 2 * MIB, 0);
        TestHost done = start(
                0, "backup", "--device", "disk", "--target", target.toString(), "--wait", "--json", "--job-id", "b");
        assertEquals("{\"id\": \"b\", \"type\": \"backup\"}", done.outLines().getFirst());
        assertEquals(
                "concluded",
                JsonDocument.parseObject(done.outLines().get(1))
                        .string("status")
                        .orElseThrow());
        assertTrue(Images.same(source, target));
        assertEquals(List.of(), run(0, "jobs", qemu.address(), "--json").outLines());

        TestHost small = start(1, "create", "--driver", "file", "--filename", "/nowhere/x", "--size", "1M", "--wait");
        assertTrue(
                small.errText().startsWith("jobdeck: the job 'create' failed: Could not create '/nowhere/x'"),
                small::errText);
    }

    @Test
    void imagesAreMadeInEveryForm() throws Exception {
        Path image = directory.resolve("new.qcow2");
        start(0, "create", "--driver", "qcow2", "--filename", image.toString(), "--size", "64M", "--wait");
        assertTrue(Files.size(image) > 0);
        start(0, "create", "--driver", "raw", "--filename", directory + "/new.raw", "--size", "3M", "--wait");
        assertEquals(3 * MIB, Files.size(directory.resolve("new.raw")));
        TestHost none = start(2, "create", "--driver", "fancy", "--size", "1M");
        assertTrue(
                none.errText().contains("cannot make images of the format 'fancy'; it can make raw,"), none::errText);
        TestHost length = start(2, "create", "--driver", "qcow2", "--filename", image.toString());
        assertTrue(length.errText().contains("needs '--size'"), length::errText);
    }

    @Test
    void overlaysAreMergedAndFilled() throws Exception {
        qemu.execute(
                "blockdev-add",
                "{'driver': 'qcow2', 'node-name': 'top', 'file': {'driver': 'file', 'filename': '" + overlay()
                        + "'}, 'backing': 'disk'}");
        start(0, "stream", "--device", "top", "--wait", "--job-id", "s");
        assertEquals(List.of(), run(0, "jobs", qemu.address(), "--json").outLines(), "a stream vanishes by itself");
        qemu.execute("query-named-block-nodes", "{}");
        TestHost dry = start(0, "stream", "--device", "top", "--dry-run");
        assertTrue(dry.outText().contains("\"auto-dismiss\": true"), dry::outText);
        TestHost refused = start(1, "commit", "--device", "null0", "--job-id", "c");
        assertTrue(refused.errText().startsWith("jobdeck: 'c' was not started, because QEMU says: "), refused::errText);
    }

    private Path overlay() throws Exception {
        Path overlay = directory.resolve("top.qcow2");
        Process made = new ProcessBuilder(
                        "qemu-img",
                        "create",
                        "-q",
                        "-f",
                        "qcow2",
                        "-b",
                        source.toString(),
                        "-F",
                        "raw",
                        overlay.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals(0, made.waitFor());
        return overlay;
    }

    @Test
    void aTransactionIsOfOneMoment() throws Exception {
        TestHost host = start(
                0,
                "transaction",
                "--grouped",
                "--job",
                "backup,device=disk,target=" + directory + "/t.raw,create=on,job-id=x,speed=64K",
                "--job",
                "backup,device=null0,target=null1",
                "--auto-finalize",
                "off");
        assertEquals(List.of("x", "backup-null0"), host.outLines());
        List<String> jobs = run(0, "jobs", qemu.address()).outLines();
        assertTrue(jobs.stream().anyMatch(line -> line.contains("waiting for its transaction")), jobs::toString);
        TestHost mirror = start(2, "transaction", "--job", "mirror,device=disk,target=null1");
        assertTrue(mirror.errText().contains("takes no 'mirror' in a transaction"), mirror::errText);
        TestHost wrong = start(2, "transaction", "--job", "backup,device=disk,target=null1,sync=never");
        assertTrue(wrong.errText().contains("it takes full, top"), wrong::errText);
    }

    @Test
    void whatTheServerDoesNotTakeIsNotSent() throws Exception {
        TestHost host = start(2, "backup", "--device", "disk", "--target", "null1", "--discard-source");
        assertTrue(
                host.errText()
                        .startsWith("jobdeck: 'blockdev-backup' of " + qemu.address()
                                + " takes no 'discard-source'; it takes auto-dismiss, "),
                host::errText);
        start(0, "backup", "--device", "disk", "--target", "null1", "--set", "x-perf={'max-workers': 2}", "--wait");
        TestHost refused = start(1, "backup", "--device", "disk", "--target", "/nowhere/b.raw");
        assertTrue(
                refused.errText().contains("what it needs was refused: Could not open '/nowhere/b.raw'"),
                refused::errText);
        TestHost undone = start(1, "backup", "--device", "nope", "--target", source.toString(), "--job-id", "u");
        assertTrue(undone.errText().endsWith("; removed again: u-target"), undone::errText);
        for (String[] wrong : new String[][] {
            {"start"},
            {"start", "mirror"},
            {"start", "fly", qemu.address()},
            {"start", "mirror", qemu.address(), "--device", "disk"},
            {"start", "mirror", qemu.address(), "--device", "disk", "--target", "null1", "--speed", "fast"},
            {"start", "mirror", qemu.address(), "--device", "disk", "--target", "null1", "--sped", "1"},
            {"start", "transaction", qemu.address()},
            {"start", "mirror", qemu.address(), "--device", "disk", "--target", "null1", "--create"},
        }) {
            TestHost usage = run(ExitCode.USAGE, wrong);
            assertEquals(1, usage.errText().lines().count(), usage::errText);
        }
        run(ExitCode.UNREACHABLE, "start", "mirror", "unix:/nowhere", "--device", "a", "--target", "b");
    }

    @Test
    void ctrlCEndsTheWaitAndNotTheJob() throws Exception {
        TestHost host = new TestHost();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> host.run(
                "start", "backup", qemu.address(), "--device", "null0", "--target", "null1", "--speed", "1", "--wait"));
        while (host.outText().isEmpty() || host.interrupts.isEmpty()) {
            Thread.onSpinWait();
        }
        host.interrupt();
        assertEquals(ExitCode.CANCELLED, code.get(60, TimeUnit.SECONDS));
        assertEquals(1, run(0, "jobs", qemu.address(), "--json").outLines().size());
    }
}
