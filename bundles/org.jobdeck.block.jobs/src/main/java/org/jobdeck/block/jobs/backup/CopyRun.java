package org.jobdeck.block.jobs.backup;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.block.jobs.backup.BlockCopy.Task;
import org.jobdeck.block.jobs.backup.CopyMap.Range;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;

/**
 * Copies what a map says is still to be copied, with several pieces in flight (QEMU: block_copy_async).
 *
 * <p>The job's body hands out the pieces and the limit; each piece is a coroutine of the job's loop. Everything here is
 * touched only with that loop's baton.
 *
 * <p>As with QEMU, whether a piece failed or the job is cancelled is looked at when the body has waited for something:
 * what can be handed out without waiting is handed out and copied all the same. QEMU asks for the status of the source
 * without letting others run; here pieces may end meanwhile, but that does not count as having waited.
 */
final class CopyRun {

    /** How many pieces are handed out before others get their turn at the latest. */
    private static final int PIECES_A_TURN = 64;

    private final BlockJob job;
    private final BlockCopy copy;
    private final int maxWorkers;
    private final long maxPiece;

    private int inFlight;
    private int sinceTurn;

    /** How many pieces would be in flight if none had ended but while the body waited. */
    private int inFlightIfUnlucky;

    /** Whether cancellation is looked at: the body has waited, or there was no need to find out. */
    private boolean hasWaited;

    /** Whether a piece had failed when the body waited last, or one failed at once. */
    private boolean failureSeen;

    /** Whether the body waits for a piece to end. */
    private boolean bodyWaits;

    private CopyFailure failure;

    /** What no driver should have thrown; the job ends with it. */
    private Throwable broken;

    /** Completed when a piece ends; null while nobody waits for that beside the body. */
    private CompletableFuture<Void> pieceEnds;

    CopyRun(BlockJob job, BlockCopy copy, BackupRequest.Tuning tuning) {
        this.job = job;
        this.copy = copy;
        maxWorkers = Math.toIntExact(tuning.maxWorkers());
        maxPiece = tuning.maxChunk() == 0 ? BlockCopy.MAX_PIECE : Math.min(tuning.maxChunk(), BlockCopy.MAX_PIECE);
    }

    /**
     * Copies until all is done, an error occurs or the job is cancelled, but something in any case; nothing is in flight
     * afterwards. The job's body only.
     *
     * @return the first error, or null
     * @throws RuntimeException or an error, if a driver threw one in a piece
     */
    CopyFailure copy(JobContext context) {
        failure = null;
        try {
            do {
                passOnce(context);
                waitForAll(context);
            } while (failure == null && !copy.map().isEmpty() && !context.isCancelled());
        } finally {
            // also if something broke, or the job is cancelled: the nodes are given up after the body
            waitForAll();
        }
        switch (broken) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {
                return failure;
            }
        }
    }

    /** Hands out everything from the beginning to the end of the node. */
    private void passOnce(JobContext context) {
        hasWaited = false;
        failureSeen = false;
        inFlightIfUnlucky = inFlight;
        Range run = nextFrom(0);
        while (run != null && !failureSeen && !(hasWaited && context.isCancelled())) {
            context.pausePoint();
            // others may have copied some of it meanwhile
            run = nextFrom(run.offset());
            Duration delay = context.rateLimit().delayAfter(0);
            if (run == null) {
                return;
            } else if (!delay.isZero()) {
                sleep(context, delay);
            } else if (++sinceTurn >= PIECES_A_TURN) {
                // nodes that answer at once never give the baton up by themselves
                sinceTurn = 0;
                sleep(context, Duration.ZERO);
            } else {
                run = handOut(context, run);
            }
        }
    }

    private Range nextFrom(long offset) {
        return copy.map().next(offset, maxPiece);
    }

    private void sleep(JobContext context, Duration delay) {
        context.sleep(delay);
        waited();
    }

    private void waited() {
        hasWaited = true;
        failureSeen = failure != null;
        inFlightIfUnlucky = inFlight;
    }

    /** Starts a piece at the beginning of the range, once there is room for it. Returns what comes next. */
    private Range handOut(JobContext context, Range range) {
        Task task = copy.take(range);
        BlockStatus status = status(range);
        copy.shorten(task, status.bytes());
        context.rateLimit().delayAfter(task.range().bytes());
        if (!waitForRoom()) {
            copy.drop(task);
            return null;
        }
        inFlight++;
        inFlightIfUnlucky++;
        boolean failedBefore = failure != null;
        Coroutine self = Coroutine.current();
        self.loop().coroutine("copy", () -> copyPiece(task, status)).enter();
        if (failure != null && !failedBefore) {
            // it failed at once
            hasWaited = true;
            failureSeen = true;
        }
        return nextFrom(task.range().offset() + task.range().bytes());
    }

    private BlockStatus status(Range run) {
        Coroutine self = Coroutine.current();
        long yields = self.yields();
        try {
            return copy.status(run);
        } catch (BlockException e) {
            // unlike an answer, an error lets others run unless it comes at once
            if (self.yields() != yields) {
                waited();
            }
            return BlockCopy.assumed(run);
        }
    }

    /**
     * Returns false if a piece failed meanwhile. This is no pause point, and a cancelled job still does the piece that it
     * has taken on: a guest may wait for that piece, and a drain for the guest.
     */
    private boolean waitForRoom() {
        while (inFlight >= maxWorkers) {
            waitForPiece();
        }
        if (inFlightIfUnlucky >= maxWorkers) {
            waited();
        }
        return !failureSeen;
    }

    private void copyPiece(Task task, BlockStatus beginning) {
        CopyFailure failed = copyOrBreak(task, beginning);
        if (failed != null && failure == null) {
            failure = failed;
        }
        inFlight--;
        if (pieceEnds != null) {
            CompletableFuture<Void> waiting = pieceEnds;
            pieceEnds = null;
            waiting.complete(null);
        }
        if (bodyWaits) {
            job.enter();
        }
    }

    /** A bug, or lack of memory, ends the job whatever its error policy; the piece comes to an end first. */
    private CopyFailure copyOrBreak(Task task, BlockStatus beginning) {
        try {
            return copy.copy(task, beginning);
        } catch (RuntimeException | Error e) {
            broken = e;
            return new CopyFailure(false, new BlockException(Errno.EIO));
        }
    }

    /** Waits until nothing is in flight, or the job is cancelled; the job can be paused meanwhile. */
    private void waitForAll(JobContext context) {
        while (inFlight > 0 && !context.isCancelled()) {
            yieldForPiece(context);
        }
    }

    private void yieldForPiece(JobContext context) {
        bodyWaits = true;
        try {
            context.yieldJob();
        } finally {
            bodyWaits = false;
        }
        waited();
    }

    /** Brings everything in flight to rest; the job stays busy meanwhile. */
    void waitForAll() {
        while (inFlight > 0) {
            waitForPiece();
        }
    }

    private void waitForPiece() {
        pieceEnds = new CompletableFuture<>();
        try {
            Coroutine.await(pieceEnds);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a piece carries no failure", e);
        }
        waited();
    }
}
