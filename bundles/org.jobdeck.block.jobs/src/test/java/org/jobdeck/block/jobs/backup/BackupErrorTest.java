package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jobdeck.block.BlkdebugOptions;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.jobs.OnError;
import org.jobdeck.job.common.IoStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a backup does about errors: those it meets, and those that keep it from being made. */
class BackupErrorTest {

    @TempDir
    private Path folder;

    private final List<BlockNode> opened = new ArrayList<>();
    private BackupBench bench;
    private Path source;
    private Path target;

    @BeforeEach
    void setUp() throws Exception {
        bench = new BackupBench();
        source = BackupBench.random(folder.resolve("source.raw"), 5 * MIB, 1);
        target = BackupBench.empty(folder.resolve("target.raw"), 5 * MIB);
    }

    @AfterEach
    void nothingStaysOpen() {
        opened.forEach(BlockNode::unref);
        bench.assertNoNodes();
        bench.close();
    }

    private NodeSpec file(Path file) {
        return NodeSpec.of("file").with("filename", file.toString());
    }

    private void open(NodeSpec spec, String name) throws BlockException {
        opened.add(bench.bench.graph.open(spec.named(name)));
    }

    /** Nodes "from" and "to" where requests fail by a rule on one of them. */
    private void openFaulty(boolean read, InjectError rule) throws BlockException {
        open(read ? new BlkdebugOptions(file(source), rule).toSpec() : file(source), "from");
        open(read ? file(target) : new BlkdebugOptions(file(target), rule).toSpec(), "to");
    }

    @Test
    void anImageThatIsInUseElsewhereIsNamed() throws Exception {
        open(file(target), "other");
        NamedBackend writer = bench.bench.graph.newBackend(
                Permissions.of(Permission.WRITE), Permissions.ALL.without(Permission.WRITE));
        writer.insert(opened.getLast());
        JobException refused = assertThrows(JobException.class, () -> bench.start(BackupBench.files(source, target)));
        assertEquals(
                "The backup needs '" + source + "' unchanged and '" + target + "' for itself, but another program uses"
                        + " one of them (Could not create node: Failed to get \"write\" lock): close it there and try again",
                refused.getMessage());
        writer.close();
        Job job = bench.start(BackupBench.files(source, target));
        bench.bench.pollUntil(job, JobStatus.CONCLUDED);
    }

    static Stream<Arguments> policies() {
        return Stream.of(true, false)
                .flatMap(read -> Stream.of(OnError.values())
                        .flatMap(policy ->
                                Stream.of(Errno.EIO, Errno.ENOSPC).map(errno -> Arguments.of(read, policy, errno))));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void doesWhatThePolicySays(boolean read, OnError policy, Errno errno) throws Exception {
        // in the middle of the fourth piece
        openFaulty(
                read,
                InjectError.always(read ? "read" : "write", errno)
                        .atSector(7000)
                        .justOnce());
        Job job = bench.start(
                BackupBench.nodes("from", "to", read ? "on-source-error" : "on-target-error", policy.qmpName()));
        OnError.Action action = policy.actionFor(errno);
        if (action == OnError.Action.STOP) {
            bench.bench.pollUntil(job, JobStatus.PAUSED);
            JobSnapshot stopped = bench.bench.snapshot(job);
            assertTrue(stopped.userPaused());
            assertEquals(errno == Errno.ENOSPC ? IoStatus.NOSPACE : IoStatus.FAILED, stopped.ioStatus());
            assertTrue(stopped.progress().current() < stopped.progress().total());
            bench.bench.locked(held -> bench.bench.monitor.userResume(held, job));
            assertEquals(IoStatus.OK, bench.bench.snapshot(job).ioStatus());
        }
        JobSnapshot end = bench.finish(job);
        List<String> story = bench.bench.story();
        String expected = "ERROR " + (read ? "read " : "write ") + action.qmpName();
        assertEquals(1, story.stream().filter(expected::equals).count(), story::toString);
        assertEquals(1, story.stream().filter(word -> word.startsWith("ERROR")).count(), story::toString);
        JobProgress.Value progress = end.progress();
        assertEquals(5 * MIB, progress.total());
        if (action == OnError.Action.REPORT) {
            assertEquals(-errno.number(), end.result());
            assertEquals(errno.text(), end.error());
            assertTrue(progress.current() < progress.total());
            assertEquals(List.of(expected, "aborting", "COMPLETED", "concluded"), story.subList(2, story.size()));
        } else {
            assertEquals(0, end.result());
            assertEquals(progress.total(), progress.current());
            assertEquals(-1, Files.mismatch(source, target));
        }
        bench.dismiss(job);
    }

    /** Retried again and again: the error stays until the user gives up. */
    @Test
    void errorThatStaysStopsTheJobEveryTime() throws Exception {
        openFaulty(false, InjectError.always("write", Errno.ENOSPC).atSector(7000));
        Job job = bench.start(BackupBench.nodes("from", "to", "on-target-error", "enospc"));
        for (int i = 0; i < 3; i++) {
            bench.bench.pollUntil(job, JobStatus.PAUSED);
            assertEquals(4 * MIB, job.progress().get().current());
            bench.bench.locked(held -> bench.bench.monitor.userResume(held, job));
        }
        bench.bench.pollUntil(job, JobStatus.PAUSED);
        bench.bench.locked(held -> bench.bench.monitor.userCancel(held, job, true));
        assertEquals(-Errno.ECANCELED.number(), bench.finish(job).result());
        bench.dismiss(job);
    }

    /** The next piece waits for the one worker; it is not begun. */
    @Test
    void withOneWorkerNothingIsCopiedAfterTheErrorThatEndsTheJob() throws Exception {
        openFaulty(false, InjectError.always("write", Errno.ENOSPC).justOnce());
        Job job = bench.start(BackupBench.nodes("from", "to", "max-workers", 1L));
        assertEquals(0, bench.finish(job).progress().current());
        bench.dismiss(job);
    }

    /** As QEMU does: it begins once more and looks later whether it is cancelled, when a second piece waits for room. */
    @Test
    void cancelledWhileAnErrorHasItPausedTheJobStillCopiesWhatItTakesOnAtOnce() throws Exception {
        openFaulty(false, InjectError.always("write", Errno.ENOSPC).justOnce());
        Job job = bench.start(BackupBench.nodes("from", "to", "max-workers", 1L, "on-target-error", "stop"));
        bench.bench.pollUntil(job, JobStatus.PAUSED);
        assertEquals(0, job.progress().get().current());
        bench.bench.locked(held -> bench.bench.monitor.userCancel(held, job, true));
        JobSnapshot end = bench.finish(job);
        assertEquals(-Errno.ECANCELED.number(), end.result());
        assertEquals(2 * MIB, end.progress().current());
        bench.dismiss(job);
    }

    /** The second piece is taken on if the failing question for its status has let nothing else run. */
    @ParameterizedTest
    @CsvSource({"true, 2", "false, 1"})
    void onlyAnErrorThatWaitsLetsTheJobSeeThatItIsCancelled(boolean atOnce, int clusters) throws Exception {
        InjectError status = InjectError.always("block-status", Errno.EIO);
        open(new BlkdebugOptions(file(source), atOnce ? status.atOnce() : status).toSpec(), "from");
        InjectError write = InjectError.always("write", Errno.ENOSPC).justOnce();
        open(new BlkdebugOptions(file(target), write).toSpec(), "to");
        Job job = bench.start(BackupBench.nodes("from", "to", "max-workers", 1L, "on-target-error", "stop"));
        bench.bench.pollUntil(job, JobStatus.PAUSED);
        bench.bench.locked(held -> bench.bench.monitor.userCancel(held, job, true));
        assertEquals(clusters * CopyMap.CLUSTER, bench.finish(job).progress().current());
        bench.dismiss(job);
    }

    /** A cluster, not all that was asked for. */
    @Test
    void failureOfTheBlockStatusIsOfOneClusterOnly() throws Exception {
        openFaulty(true, InjectError.always("block-status", Errno.EIO).justOnce());
        Job job = bench.start(BackupBench.nodes("from", "to", "speed", 1L));
        bench.bench.pollUntil(() -> job.progress().get().current() > 0);
        assertEquals(CopyMap.CLUSTER, job.progress().get().current());
        bench.bench.locked(held -> bench.bench.monitor.userCancel(held, job, true));
        bench.finish(job);
        bench.dismiss(job);
    }

    @Test
    void failureOfTheFlushFailsTheJob() throws Exception {
        openFaulty(false, InjectError.always("flush", Errno.EIO).justOnce());
        Job job = bench.start(BackupBench.nodes("from", "to", "on-target-error", "stop"));
        JobSnapshot end = bench.finish(job);
        assertEquals(-Errno.EIO.number(), end.result());
        assertEquals(
                List.of("created", "running", "ERROR write report", "aborting", "COMPLETED", "concluded"),
                bench.bench.story());
        bench.dismiss(job);
    }

    @Test
    void failureOfTheBlockStatusMakesTheRangeCountAsData() throws Exception {
        openFaulty(true, InjectError.always("block-status", Errno.EIO).justOnce());
        Job job = bench.start(BackupBench.nodes("from", "to"));
        assertEquals(0, bench.finish(job).result());
        assertFalse(bench.bench.story().contains("ERROR read report"));
        assertEquals(-1, Files.mismatch(source, target));
        bench.dismiss(job);
    }

    @Test
    void driverThatBreaksFailsTheJobInsteadOfHangingIt() throws Exception {
        BlockNode from = bench.nullNode("from", BackupBench.MIB);
        BlockNode to = bench.node("to", new BrokenDisk(BackupBench.MIB));
        Job job = bench.start(BackupBench.nodes("from", "to"));
        JobSnapshot end = bench.finish(job);
        assertEquals(-Errno.EIO.number(), end.result());
        assertTrue(end.error().contains("failed unexpectedly"), end::error);
        bench.dismiss(job);
        to.unref();
        from.unref();
    }

    /** A disk whose driver has a bug. */
    private record BrokenDisk(long length) implements BlockDriver {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void pread(long offset, ByteBuffer into) {
            throw new IllegalStateException("a bug in a read");
        }

        @Override
        public void pwrite(long offset, ByteBuffer from) {
            throw new IllegalStateException("a bug in a write");
        }

        @Override
        public void writeZeroes(long offset, long bytes, boolean mayUnmap) {
            throw new IllegalStateException("a bug in a write of zeroes");
        }
    }

    // ---- what keeps a backup from being made

    private void isRefused(String text, Map<String, Object> options) {
        int before = bench.bench.graph.nodes().size();
        JobException refused = assertThrows(JobException.class, () -> bench.create(JobSpec.named("b1"), options));
        assertEquals(text, refused.getMessage());
        assertEquals(before, bench.bench.graph.nodes().size());
        for (BlockNode node : bench.bench.graph.nodes()) {
            assertFalse(node.parents().stream()
                    .anyMatch(edge -> edge.parent().describe().contains("b1")));
        }
    }

    @Test
    void otherSize() throws Exception {
        BackupBench.empty(target, 5 * MIB + 512);
        isRefused("Source and target image have different sizes", BackupBench.files(source, target));
    }

    @Test
    void sameFile() throws Exception {
        isRefused("Source and target cannot be the same", BackupBench.files(source, source));
        Path link = Files.createSymbolicLink(folder.resolve("link.raw"), source);
        isRefused("Source and target cannot be the same", BackupBench.files(source, link));
    }

    @Test
    void sameNode() throws Exception {
        open(file(source), "from");
        isRefused("Source and target cannot be the same", BackupBench.nodes("from", "from"));
    }

    @Test
    void missingFile() {
        Path nowhere = folder.resolve("nowhere.raw");
        isRefused("Could not open '" + nowhere + "': No such file or directory", BackupBench.files(nowhere, target));
        isRefused("Could not open '" + nowhere + "': No such file or directory", BackupBench.files(source, nowhere));
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void folderInsteadOfAFile() {
        isRefused("'file' driver requires '" + folder + "' to be a regular file", BackupBench.files(folder, target));
        isRefused("Could not open '" + folder + "': Is a directory", BackupBench.files(source, folder));
    }

    @Test
    void readOnlyTarget() throws Exception {
        opened.add(bench.bench.graph.open(file(target).readOnly().named("to")));
        open(file(source), "from");
        isRefused("Could not create node: Block node is read-only", BackupBench.nodes("from", "to"));
    }

    @Test
    void readOnlySourceIsNoHindrance() throws Exception {
        Files.setPosixFilePermissions(source, Set.of(PosixFilePermission.OWNER_READ));
        bench.backUp(source, target);
    }

    @Test
    void missingAndDoubledOptions() throws Exception {
        open(file(source), "from");
        isRefused(
                "A backup needs either 'target' (a file) or 'target-node' (a node), not neither",
                Map.of("device", "from"));
        isRefused(
                "A backup needs either 'source' (a file) or 'device' (a node), not both",
                BackupBench.files(source, target, "device", "from"));
        isRefused("Cannot find device='nobody' nor node-name='nobody'", BackupBench.nodes("from", "nobody"));
        isRefused("Parameter 'sync' does not accept value 'top'", BackupBench.files(source, target, "sync", "top"));
        isRefused(
                "Parameter 'max-workers' takes values from 1 to 1024, but was given 0",
                BackupBench.files(source, target, "max-workers", 0L));
    }

    @Test
    void badOrTakenId() throws Exception {
        JobException refused = assertThrows(
                JobException.class, () -> bench.create(JobSpec.named("1st"), BackupBench.files(source, target)));
        assertEquals("Invalid job ID '1st'", refused.getMessage());
        bench.assertNoNodes();
    }

    @Test
    void nodesOfARunningBackupAreBusy() throws Exception {
        open(file(source), "from");
        open(file(target), "to");
        open(NodeSpec.of("null-co").with("size", 5L * MIB), "other");
        Job job = bench.create(JobSpec.named("b0"), BackupBench.nodes("from", "to"));
        isRefused("Node 'to' is busy: block device is in use by block job: backup", BackupBench.nodes("to", "other"));
        String filter = bench.bench.graph.nodes().getLast().name();
        isRefused(
                "Node '" + filter + "' is busy: block device is in use by block job: backup",
                BackupBench.nodes(filter, "other"));
        isRefused("Node 'to' is busy: block device is in use by block job: backup", BackupBench.nodes("other", "to"));
        bench.bench.jobs.earlyFail(job);
    }

    private NamedBackend writer() {
        return bench.bench.graph.newBackend(Permissions.of(Permission.WRITE), Permissions.ALL);
    }

    @Test
    void nobodyWritesToTheSourceBesideTheFilter() throws Exception {
        open(file(source), "from");
        open(file(target), "to");
        Job job = bench.create(JobSpec.named("b0"), BackupBench.nodes("from", "to"));
        NamedBackend writer = writer();
        BlockException refused = assertThrows(BlockException.class, () -> writer.insert(opened.getFirst()));
        assertEquals(
                "Permission conflict on node 'from': permissions 'write' are both required by an unnamed block device"
                        + " (uses node 'from' as 'root' child) and unshared by node '#block000' (uses node 'from' as"
                        + " 'file' child).",
                refused.getMessage());
        bench.bench.jobs.earlyFail(job);
        writer.close();
    }
}
