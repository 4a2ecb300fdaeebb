package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.KIB;
import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jobdeck.block.BlkdebugOptions;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.jobs.Bench;
import org.jobdeck.block.jobs.OnError;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup is of one moment although others go on writing above the source. */
class CopyFilterTest {

    private static final int LENGTH = 3 * MIB + 512;

    @TempDir
    private Path folder;

    private final Bench bench = new Bench();
    private Path source;
    private Path target;
    private byte[] before;
    private BlockNode from;
    private BlockNode to;
    private NamedBackend guest;

    @BeforeEach
    void setUp() throws Exception {
        source = BackupBench.random(folder.resolve("source.raw"), LENGTH, 5);
        target = BackupBench.empty(folder.resolve("target.raw"), LENGTH);
        before = Files.readAllBytes(source);
        from = bench.graph.open(file(source, "from"));
        to = bench.graph.open(file(target, "to"));
        guest = bench.graph.newBackend(Permissions.ALL, Permissions.ALL);
        guest.insert(from);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    private static NodeSpec file(Path path, String name) {
        return NodeSpec.of("file").with("filename", path.toString()).named(name);
    }

    private Job create(SyncMode sync, String target) throws JobException {
        BackupRequest request = new BackupRequest(
                Optional.of("b"),
                "from",
                target,
                sync,
                Optional.empty(),
                Optional.empty(),
                false,
                OnError.REPORT,
                OnError.REPORT,
                Optional.of("filter"),
                BackupRequest.Tuning.DEFAULT,
                new BackupRequest.End(true, false, null));
        return new BackupJobs(bench.system, bench.jobs, bench.graph).create(request);
    }

    private void finish(Job job) throws JobException {
        bench.pollUntil(job, JobStatus.CONCLUDED);
        bench.locked(held -> bench.monitor.dismiss(held, job));
        assertEquals(List.of(from, to), bench.graph.nodes());
        assertEquals(from, guest.node().orElseThrow());
        assertTrue(from.hasNoOpBlockers());
    }

    @Test
    void whatIsOverwrittenBeforeTheJobRunsIsCopiedFirst() throws Exception {
        Job job = create(SyncMode.FULL, "to");
        assertEquals("filter", guest.node().orElseThrow().name());
        guest.pwrite(MIB - 512, ByteBuffer.wrap("x".repeat(1024).getBytes()));
        guest.writeZeroes(2 * MIB, 100 * KIB, false);
        bench.jobs.start(job);
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertArrayEquals(before, Files.readAllBytes(target));
        byte[] after = before.clone();
        Arrays.fill(after, MIB - 512, MIB + 512, (byte) 'x');
        Arrays.fill(after, 2 * MIB, 2 * MIB + 100 * KIB, (byte) 0);
        assertArrayEquals(after, Files.readAllBytes(source));
        finish(job);
    }

    @Test
    void withSyncNoneOnlyWhatIsOverwrittenIsCopied() throws Exception {
        Job job = create(SyncMode.NONE, "to");
        bench.jobs.start(job);
        guest.pwrite(0, ByteBuffer.allocate(512));
        guest.pwrite(MIB, ByteBuffer.allocate(64 * KIB));
        // once is enough
        guest.pwrite(512, ByteBuffer.allocate(512));
        assertEquals(JobStatus.RUNNING, bench.status(job));
        assertEquals(
                new JobProgress.Value(128 * KIB, 49 * 64 * KIB),
                bench.snapshot(job).progress());
        bench.locked(held -> bench.monitor.userCancel(held, job, true));
        finish(job);
        byte[] copy = Files.readAllBytes(target);
        byte[] expected = new byte[LENGTH];
        System.arraycopy(before, 0, expected, 0, 64 * KIB);
        System.arraycopy(before, MIB, expected, MIB, 64 * KIB);
        assertArrayEquals(expected, copy);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGuestThatWritesAllTheTimeDoesNotSpoilTheCopy(long seed) throws Exception {
        Random random = new Random(seed);
        Job job = create(SyncMode.FULL, "to");
        bench.jobs.start(job);
        for (int i = 0; i < 60; i++) {
            int offset = random.nextInt(LENGTH / 512) * 512;
            int bytes = Math.min(LENGTH - offset, (1 + random.nextInt(400)) * 512);
            byte[] data = new byte[bytes];
            random.nextBytes(data);
            guest.pwrite(offset, ByteBuffer.wrap(data));
        }
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertArrayEquals(before, Files.readAllBytes(target));
        finish(job);
    }

    /** QEMU: on-cbw-error break-guest-write. */
    @Test
    void aCopyThatFailsFailsTheGuestsWrite() throws Exception {
        BlkdebugOptions options = new BlkdebugOptions(
                file(folder.resolve("target.raw"), "below"),
                InjectError.always("write", Errno.ENOSPC).justOnce());
        BlockNode faulty = bench.graph.open(options.toSpec().named("faulty"));
        Job job = create(SyncMode.NONE, "faulty");
        bench.jobs.start(job);
        BlockException failed = assertThrows(BlockException.class, () -> guest.pwrite(0, ByteBuffer.allocate(512)));
        assertEquals(Errno.ENOSPC, failed.errno());
        assertArrayEquals(before, Files.readAllBytes(source));
        guest.pwrite(0, ByteBuffer.allocate(512));
        bench.locked(held -> bench.monitor.userCancel(held, job, true));
        bench.pollUntil(job, JobStatus.CONCLUDED);
        bench.locked(held -> bench.monitor.dismiss(held, job));
        faulty.unref();
        assertEquals(Files.readAllBytes(target)[5], before[5]);
    }

    @Test
    void theFilterCanHaveUsersOfItsOwn() throws Exception {
        Job job = create(SyncMode.FULL, "to");
        NamedBackend late = bench.graph.newBackend(Permissions.ALL, Permissions.ALL);
        late.insert(bench.graph.node("filter").orElseThrow());
        late.pwrite(0, ByteBuffer.allocate(512));
        bench.jobs.start(job);
        bench.pollUntil(job, JobStatus.CONCLUDED);
        assertEquals(from, late.node().orElseThrow());
        assertArrayEquals(before, Files.readAllBytes(target));
        late.close();
        finish(job);
    }
}
