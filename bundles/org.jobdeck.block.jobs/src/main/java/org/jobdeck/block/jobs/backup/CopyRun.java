package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.jobs.backup.CopyMap.Range;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;

/**
 * Copies what a map says is still to be copied, with several pieces in flight (QEMU: block_copy_async).
 *
 * <p>The job's body hands out the pieces and the limit; each piece is a coroutine of the job's loop. Everything here is
 * touched only with that loop's baton.
 */
final class CopyRun {

    /** The most that one piece holds, in bytes. */
    static final int MAX_PIECE = 1024 * 1024;

    /** How many pieces are handed out before others get their turn at the latest. */
    private static final int PIECES_A_TURN = 64;

    private final BlockIo source;
    private final BlockIo target;
    private final CopyMap map;
    private final int maxWorkers;
    private final BufferPool buffers = new BufferPool(MAX_PIECE);

    private int inFlight;
    private long position;
    private int sinceTurn;
    private CopyFailure failure;

    /** What no driver should have thrown; the job ends with it. */
    private Throwable broken;

    /** Completed when a piece ends; null while nobody waits for one. */
    private CompletableFuture<Void> pieceEnds;

    CopyRun(BlockIo source, BlockIo target, CopyMap map, int maxWorkers) {
        this.source = source;
        this.target = target;
        this.map = map;
        this.maxWorkers = maxWorkers;
    }

    /**
     * Copies until all is done, an error occurs or the job is cancelled; nothing is in flight afterwards. The job's body
     * only.
     *
     * @return the first error, or null
     * @throws RuntimeException or an error, if a driver threw one in a piece
     */
    CopyFailure copy(JobContext context) {
        failure = null;
        try {
            while (failure == null && !map.isEmpty() && !context.isCancelled()) {
                context.pausePoint();
                handOut(context);
            }
        } finally {
            // also if something broke: the nodes are given up after the body
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

    /** Starts one piece, or waits for what keeps it from being started. */
    private void handOut(JobContext context) {
        Duration delay = context.rateLimit().delayAfter(0);
        if (!delay.isZero()) {
            context.sleep(delay);
        } else if (++sinceTurn >= PIECES_A_TURN) {
            // nodes that answer at once never give the baton up by themselves
            sinceTurn = 0;
            context.sleep(Duration.ZERO);
        } else if (inFlight >= maxWorkers) {
            waitForPiece();
        } else {
            startPiece(context);
        }
        if (map.isEmpty()) {
            // a piece that fails puts its clusters back
            waitForAll();
        }
    }

    private void startPiece(JobContext context) {
        Range run = map.next(position, MAX_PIECE);
        BlockStatus status;
        try {
            status = source.blockStatus(run.offset(), run.bytes());
        } catch (BlockException e) {
            failure = new CopyFailure(true, e);
            return;
        }
        Range piece = map.shortened(run, status.bytes());
        map.take(piece);
        position = piece.offset() + piece.bytes();
        context.rateLimit().delayAfter(piece.bytes());
        inFlight++;
        Coroutine self = Coroutine.current();
        self.loop().coroutine("copy", () -> copyPiece(context, piece, status)).enter();
    }

    private void copyPiece(JobContext context, Range piece, BlockStatus beginning) {
        CopyFailure failed = copyOrBreak(piece, beginning);
        if (failed == null) {
            context.progress().update(piece.bytes());
        } else {
            map.putBack(piece);
            if (failure == null) {
                failure = failed;
            }
        }
        inFlight--;
        if (pieceEnds != null) {
            CompletableFuture<Void> waiting = pieceEnds;
            pieceEnds = null;
            waiting.complete(null);
        }
    }

    /** A bug, or lack of memory, ends the job whatever its error policy; the piece comes to an end first. */
    private CopyFailure copyOrBreak(Range piece, BlockStatus beginning) {
        try {
            return copyParts(piece, beginning);
        } catch (RuntimeException | Error e) {
            broken = e;
            return new CopyFailure(false, new BlockException(Errno.EIO));
        }
    }

    /** A cluster that is partly a hole is copied part by part, so that the target is as sparse as the source. */
    private CopyFailure copyParts(Range piece, BlockStatus beginning) {
        long end = piece.offset() + piece.bytes();
        BlockStatus status = beginning;
        for (long offset = piece.offset(); offset < end; ) {
            Range part = new Range(offset, Math.min(status.bytes(), end - offset));
            CopyFailure failed = status.zero() ? zero(part) : transfer(part);
            if (failed != null) {
                return failed;
            }
            offset += part.bytes();
            if (offset < end) {
                try {
                    status = source.blockStatus(offset, end - offset);
                } catch (BlockException e) {
                    return new CopyFailure(true, e);
                }
            }
        }
        return null;
    }

    private CopyFailure zero(Range piece) {
        try {
            target.writeZeroes(piece.offset(), piece.bytes(), true);
            return null;
        } catch (BlockException e) {
            return new CopyFailure(false, e);
        }
    }

    private CopyFailure transfer(Range piece) {
        ByteBuffer buffer = buffers.take(Math.toIntExact(piece.bytes()));
        try {
            try {
                source.pread(piece.offset(), buffer);
            } catch (BlockException e) {
                return new CopyFailure(true, e);
            }
            try {
                target.pwrite(piece.offset(), buffer.flip());
            } catch (BlockException e) {
                return new CopyFailure(false, e);
            }
            return null;
        } finally {
            buffers.giveBack(buffer);
        }
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
    }
}
