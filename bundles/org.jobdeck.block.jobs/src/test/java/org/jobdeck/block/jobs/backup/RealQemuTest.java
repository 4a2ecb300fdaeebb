package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.KIB;
import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlkdebugOptions;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.jobs.Bench;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The backup beside the real one. Needs {@code qemu-img} and {@code qemu-storage-daemon} on the path (packages qemu-utils
 * and qemu-system-common).
 */
class RealQemuTest {

    private static final int LENGTH = 4 * MIB;

    @TempDir
    private Path folder;

    private BackupBench bench;
    private Path source;

    @BeforeEach
    void setUp() throws IOException {
        bench = new BackupBench();
        source = BackupBench.random(folder.resolve("source.raw"), LENGTH, 3);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 513, 64 * KIB + 1, 5 * MIB + 3})
    void qemuFindsTheCopyIdentical(int length) throws Exception {
        Path from = BackupBench.random(folder.resolve("from.raw"), length, 9);
        Path to = BackupBench.empty(folder.resolve("to.raw"), length);
        bench.backUp(from, to);
        Process compare = new ProcessBuilder(
                        "qemu-img", "compare", "-s", "-f", "raw", "-F", "raw", from.toString(), to.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compare.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, compare.waitFor(), said);
        assertEquals("Images are identical.", said.strip());
    }

    private Path target(String name) throws IOException {
        return BackupBench.empty(folder.resolve(name), LENGTH);
    }

    /**
     * QEMU starts a backup inside a transaction that has the source drained, so its job is paused and running once more
     * right after it has started; a backup here starts on its own.
     */
    private static List<String> withoutDrainAtStart(List<String> events) {
        assertEquals(List.of("created", "running", "paused", "running"), events.subList(0, 4));
        List<String> rest = new ArrayList<>(events);
        rest.subList(2, 4).clear();
        return rest;
    }

    private static String blockdev(String name, Path file) {
        return "driver=file,node-name=" + name + ",filename=" + file;
    }

    private static String faulty(String name, Path file) {
        return "driver=blkdebug,node-name=" + name + ",image.driver=file,image.filename=" + file + ","
                + RealQemu.FIRST_WRITE_FAILS;
    }

    private static String arguments(String policy) {
        return "'job-id':'b0','device':'from','target':'to','sync':'full','speed':1000000000,"
                + "'auto-finalize':false,'auto-dismiss':false,'on-target-error':'" + policy + "'";
    }

    private NodeSpec file(Path path) {
        return NodeSpec.of("file").with("filename", path.toString());
    }

    private Job startOurs(NodeSpec to, String policy) throws Exception {
        List<BlockNode> nodes =
                List.of(bench.bench.graph.open(file(source).named("from")), bench.bench.graph.open(to.named("to")));
        Job job = bench.create(
                JobSpec.named("b0").manualFinalize().manualDismiss(),
                BackupBench.nodes("from", "to", "speed", 1_000_000_000L, "on-target-error", policy));
        nodes.forEach(BlockNode::unref);
        bench.bench.jobs.start(job);
        return job;
    }

    private List<String> ourStory() {
        bench.bench.system.deliverEvents();
        return bench.bench.events.stream().map(RealQemuTest::word).toList();
    }

    private static String word(JobEvent event) {
        return switch (event) {
            case JobEvent.StatusChange s -> s.status().qmpName();
            case JobEvent.Pending p -> "PENDING type=" + p.type() + " id=" + p.id();
            case JobEvent.IoError e ->
                "ERROR device=" + e.id() + " operation=" + (e.read() ? "read" : "write") + " action=" + e.action();
            case JobEvent.Completed c ->
                "COMPLETED type=" + c.type() + " device=" + c.id() + " len="
                        + c.progress().total() + " offset="
                        + c.progress().current() + " speed=" + c.speed()
                        + (c.error() == null ? "" : " error=" + c.error());
            case JobEvent.Cancelled _ -> "CANCELLED";
            case JobEvent.Ready _ -> "READY";
        };
    }

    private List<String> finishReal(RealQemu qemu) throws IOException {
        qemu.await("PENDING type=backup id=b0");
        qemu.execute("job-finalize", "'id':'b0'");
        qemu.await("concluded");
        qemu.execute("job-dismiss", "'id':'b0'");
        qemu.await("null");
        return withoutDrainAtStart(qemu.story());
    }

    private List<String> finishOurs(Job job) throws Exception {
        Bench b = bench.bench;
        b.pollUntil(job, JobStatus.PENDING);
        b.locked(held -> b.monitor.finalizeTxn(held, job));
        b.locked(held -> b.monitor.dismiss(held, job));
        return ourStory();
    }

    @Test
    void successTellsTheSameStory() throws Exception {
        List<String> real;
        try (RealQemu qemu = new RealQemu(folder, blockdev("from", source), blockdev("to", target("theirs.raw")))) {
            qemu.execute("blockdev-backup", arguments("report"));
            real = finishReal(qemu);
        }
        assertEquals(real, finishOurs(startOurs(file(target("ours.raw")), "report")));
    }

    @Test
    void stopForLackOfSpaceTellsTheSameStory() throws Exception {
        List<String> real;
        try (RealQemu qemu = new RealQemu(folder, blockdev("from", source), faulty("to", target("theirs.raw")))) {
            qemu.execute("blockdev-backup", arguments("enospc"));
            qemu.await("ERROR device=b0 operation=write action=stop");
            qemu.await("paused");
            qemu.execute("job-resume", "'id':'b0'");
            real = finishReal(qemu);
        }
        Job job = startOurs(faultyTarget(), "enospc");
        bench.bench.pollUntil(job, JobStatus.PAUSED);
        bench.bench.locked(held -> bench.bench.monitor.userResume(held, job));
        assertEquals(real, finishOurs(job));
    }

    private NodeSpec faultyTarget() throws IOException {
        return new BlkdebugOptions(
                        file(target("ours.raw")),
                        InjectError.always("write", Errno.ENOSPC).justOnce())
                .toSpec();
    }

    /** How far each has come when the error ends it depends on the disk, so that number is left out. */
    @Test
    void failureTellsTheSameStory() throws Exception {
        List<String> real;
        try (RealQemu qemu = new RealQemu(folder, blockdev("from", source), faulty("to", target("theirs.raw")))) {
            qemu.execute("blockdev-backup", arguments("report"));
            qemu.await("concluded");
            qemu.execute("job-dismiss", "'id':'b0'");
            qemu.await("null");
            real = withoutDrainAtStart(qemu.story());
        }
        Job job = startOurs(faultyTarget(), "report");
        bench.finish(job);
        bench.dismiss(job);
        assertEquals(withoutOffset(real), withoutOffset(ourStory()));
    }

    private static List<String> withoutOffset(List<String> events) {
        return events.stream().map(e -> e.replaceAll("offset=\\d+ ", "")).toList();
    }
}
