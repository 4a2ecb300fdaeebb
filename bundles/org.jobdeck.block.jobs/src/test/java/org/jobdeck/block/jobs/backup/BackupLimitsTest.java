package org.jobdeck.block.jobs.backup;

import static org.jobdeck.block.jobs.backup.BackupBench.MIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.job.common.Job;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.driver.JobSpec;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups of disks that are too large, that fail without end, and that break in the middle. */
class BackupLimitsTest {

    private static final long LENGTH = 5L * MIB;

    private final BackupBench bench = new BackupBench();

    @AfterEach
    void close() {
        bench.assertNoNodes();
        bench.close();
    }

    /** A disk of five MiB of zeroes that it calls data. */
    private static class Disk implements BlockDriver {
        @Override
        public String name() {
            return "disk";
        }

        @Override
        public long length() {
            return LENGTH;
        }

        @Override
        public void pread(long offset, ByteBuffer into) throws BlockException {
            into.position(into.limit());
        }

        @Override
        public void pwrite(long offset, ByteBuffer from) {
            from.position(from.limit());
        }
    }

    private boolean isDeferred(Job job) {
        try (JobLock.Held held = bench.bench.monitor.lock().acquire()) {
            return bench.bench.monitor.isDeferredToMainLoop(held, job);
        }
    }

    @Test
    void moreClustersThanCanBeCountedAreRefused() throws Exception {
        for (long size : new long[] {1L << 47, Long.MAX_VALUE & -(1L << 30)}) {
            BlockNode from = bench.nullNode("from", size);
            BlockNode to = bench.nullNode("to", size);
            JobException refused = assertThrows(
                    JobException.class, () -> bench.create(JobSpec.named("b0"), BackupBench.nodes("from", "to")));
            assertEquals(
                    "The source has " + size
                            + " bytes, but a backup can copy at most 140737488289792: copy it in parts",
                    refused.getMessage());
            from.unref();
            to.unref();
        }
    }

    /** Whoever wants to cancel has to get a turn, and the events have to be told. */
    @Test
    void errorThatIsIgnoredAgainAndAgainLeavesTheMainLoopItsTurns() throws Exception {
        int[] reads = {0};
        BlockNode from = bench.node("from", new Disk() {
            @Override
            public void pread(long offset, ByteBuffer into) throws BlockException {
                if (++reads[0] <= 2000) {
                    throw new BlockException(Errno.EIO);
                }
                super.pread(offset, into);
            }
        });
        BlockNode to = bench.nullNode("to", LENGTH);
        Job job = bench.start(BackupBench.nodes("from", "to", "on-source-error", "ignore"));
        assertTrue(reads[0] < 100, () -> "reads without a turn for the main loop: " + reads[0]);
        bench.bench.locked(held -> bench.bench.monitor.userCancel(held, job, true));
        assertEquals(-Errno.ECANCELED.number(), bench.finish(job).result());
        assertTrue(reads[0] < 100);
        bench.dismiss(job);
        from.unref();
        to.unref();
    }

    /** The nodes must not be given up under a piece that still uses them. */
    @Test
    void bodyThatBreaksWaitsForThePiecesInFlight() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        BlockNode from = bench.node("from", new Disk() {
            @Override
            public void pread(long offset, ByteBuffer into) throws BlockException {
                try {
                    Coroutine.await(gate);
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e);
                }
                super.pread(offset, into);
            }

            @Override
            public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) {
                if (offset > 0) {
                    throw new IllegalArgumentException("on purpose");
                }
                return Optional.of(BlockStatus.data(bytes));
            }
        });
        BlockNode to = bench.nullNode("to", LENGTH);
        Job job = bench.start(BackupBench.nodes("from", "to"));
        boolean over = isDeferred(job);
        gate.complete(null);
        assertFalse(over, "the body has ended before its piece");
        JobSnapshot end = bench.finish(job);
        assertEquals(-Errno.EIO.number(), end.result());
        assertEquals(
                "The driver 'backup' failed unexpectedly: java.lang.IllegalArgumentException: on purpose", end.error());
        bench.dismiss(job);
        from.unref();
        to.unref();
    }
}
