package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.BufferPool;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/** Copies the data of sources to a target, several pieces at a time, in a loop of their own. Used once. */
final class ConvertRun {

    private static final int SECTOR = 512;

    /** As much is handed out between two looks at the job's state and limit. */
    private static final long STRETCH = 32L << 20;

    /** As much is copied at once from file to file, and zeroes are looked for in units of so many bytes at most. */
    private static final long MOST_AT_ONCE = 4L << 20;

    private static final int MOST_UNIT = 64 << 10;

    private final ImageContext context;
    private final ConvertRequest.Way way;

    /** Whether data may go from file to file without coming here. */
    private boolean atOnce;

    private final SourceRow sources;
    private final ConvertTarget target;
    private final BufferPool buffers;
    private final Flights flights;
    private final int unit;
    private final int zeroUnit;
    private final List<ConvertOperation.Unreadable> unreadable = new ArrayList<>();

    /** How much has been done since the job was told last, and how much of data handed out. */
    private final AtomicLong worked = new AtomicLong();

    private long handedOut;

    /** Where the next piece begins. */
    private long next;

    /** What is known of the sources at and behind an offset; long runs are asked for once. */
    private BlockStatus known;

    private long knownEnd;

    /** Completed when the piece that was handed out last has been written. */
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    ConvertRun(ImageContext context, ConvertRequest.Way way, SourceRow sources, ConvertTarget target) {
        this.context = context;
        this.way = way;
        this.sources = sources;
        this.target = target;
        buffers = context.graph().buffers();
        flights = new Flights(way.atATime());
        // pieces that have no cluster in common do not wait for one another
        unit = target.clusterSize();
        atOnce = !way.compressed() && (way.minSparse() == 0 || target.readsZero() && way.minSparse() <= MOST_UNIT);
        zeroUnit = way.compressed() ? Math.max(way.minSparse(), unit) : way.minSparse();
    }

    /** Copies all; nothing is under way afterwards. */
    List<ConvertOperation.Unreadable> run() throws ImageException, BlockException {
        context.expect(sources.length());
        EventLoop loop = context.moveAside();
        context.atPause(() -> rest(loop));
        try {
            while (next < sources.length()) {
                long least = context.isLimited() ? 1 : STRETCH;
                context.in(loop, () -> handOut(next + least));
                turn();
            }
        } finally {
            rest(loop);
        }
        flights.check();
        turn();
        return unreadable;
    }

    private void rest(EventLoop loop) {
        try {
            context.in(loop, () -> {
                flights.rest();
                return true;
            });
        } catch (ImageException | BlockException e) {
            throw new IllegalStateException("waiting does not fail", e);
        }
    }

    private void turn() throws BlockException {
        context.worked(worked.getAndSet(0));
        long bytes = handedOut;
        handedOut = 0;
        context.turn(bytes);
    }

    /** Starts the work on piece after piece, up to an offset at least. */
    private boolean handOut(long end) throws ImageException, BlockException {
        while (next < Math.min(end, sources.length())) {
            next += pieceAt(next);
        }
        return true;
    }

    /** Starts the work on the piece at an offset; returns how long it is. */
    private long pieceAt(long at) throws ImageException, BlockException {
        BlockStatus status = status(at);
        long left = sources.length() - at;
        boolean below = way.topOnly() && !status.allocated() && !status.zero();
        if (status.zero() || below) {
            long bytes = status.bytes() == left ? left : status.bytes() / unit * unit;
            if (bytes > 0) {
                return skip(at, bytes, below || target.readsZero());
            }
        }
        if (atOnce && status.data() && status.offset().isPresent()) {
            return start(
                    at, Math.min(status.bytes(), context.isLimited() ? BufferPool.MOST_BYTES : MOST_AT_ONCE), status);
        }
        long most = Math.max(BufferPool.MOST_BYTES, unit);
        return start(at, Math.min(left, Math.min(most, MeasureOperation.roundUp(status.bytes(), unit))), status);
    }

    private long start(long at, long bytes, BlockStatus status) throws ImageException, BlockException {
        CompletableFuture<Void> before = written;
        CompletableFuture<Void> mine = new CompletableFuture<>();
        written = mine;
        flights.start(() -> {
            try {
                copy(at, bytes, status, before);
            } finally {
                mine.complete(null);
            }
        });
        handedOut += bytes;
        return bytes;
    }

    private BlockStatus status(long at) throws ImageException {
        if (at >= knownEnd) {
            known = sources.status(at, way.topOnly());
            knownEnd = at + known.bytes();
        }
        return known.from(at - (knownEnd - known.bytes()));
    }

    /** What reads as zeroes, or comes from below. */
    private long skip(long at, long bytes, boolean nothingToDo) throws ImageException, BlockException {
        if (!nothingToDo) {
            flights.start(() -> zero(at, bytes));
        }
        worked.addAndGet(bytes);
        return bytes;
    }

    private void copy(long at, long bytes, BlockStatus status, CompletableFuture<Void> before)
            throws ImageException, BlockException {
        if (!atOnce || bytes > status.bytes() || !copiedAtOnce(at, bytes, status)) {
            for (long done = 0; done < bytes; ) {
                int piece = (int) Math.min(bytes - done, Math.max(BufferPool.MOST_BYTES, unit));
                copy(at + done, piece, before);
                done += piece;
            }
        }
        worked.addAndGet(bytes);
    }

    /** From file to file; false if that cannot be, or fails: then what is wrong shows when it is done in the usual way. */
    private boolean copiedAtOnce(long at, long bytes, BlockStatus status) {
        if (!status.data() || status.offset().isEmpty()) {
            return false;
        }
        try {
            target.io().copyFrom(status.file(), status.mapOffset(), at, bytes, zeroUnit);
            return true;
        } catch (BlockException e) {
            atOnce &= e.errno() != Errno.ENOTSUP;
            return false;
        }
    }

    private void copy(long at, int bytes, CompletableFuture<Void> before) throws ImageException, BlockException {
        boolean pooled = bytes <= BufferPool.MOST_BYTES;
        ByteBuffer buffer = pooled ? buffers.take(bytes) : ByteBuffer.allocateDirect(bytes);
        try {
            read(at, buffer);
            buffer.flip();
            List<Zeroes.Run> runs = way.minSparse() == 0
                    ? List.of(new Zeroes.Run(0, bytes, false))
                    // far below a millisecond, which is less than the way to a worker and back
                    : Zeroes.runs(buffer, zeroUnit);
            // compressing takes longer than a disk's head needs to come back
            if (target.ordered() && !way.compressed()) {
                await(before);
            }
            for (Zeroes.Run run : runs) {
                if (!run.zero()) {
                    write(at + run.start(), buffer.slice(run.start(), run.bytes()));
                } else if (!target.readsZero()) {
                    zero(at + run.start(), run.bytes());
                }
            }
        } finally {
            if (pooled) {
                buffers.giveBack(buffer);
            }
        }
    }

    private static void await(CompletableFuture<Void> before) {
        try {
            Coroutine.await(before);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a piece carries no failure", e);
        }
    }

    private void read(long at, ByteBuffer into) throws ImageException {
        try {
            sources.read(at, into);
        } catch (BlockException e) {
            if (!way.salvage()) {
                throw failed("reading", at, e);
            }
            salvage(at, into);
        }
    }

    /** Reads sector by sector what can be read. */
    private void salvage(long at, ByteBuffer into) {
        int end = into.limit();
        into.position(0);
        while (into.position() < end) {
            int from = into.position();
            into.limit(Math.min(end, from + SECTOR));
            try {
                sources.read(at + from, into);
            } catch (BlockException e) {
                unreadable.add(
                        new ConvertOperation.Unreadable(at + from, e.errno().text()));
                into.position(from);
                while (into.hasRemaining()) {
                    into.put((byte) 0);
                }
            }
            into.limit(end);
        }
    }

    private void write(long at, ByteBuffer from) throws ImageException {
        try {
            if (!way.compressed()) {
                target.io().pwrite(at, from);
                return;
            }
            for (int done = 0; done < from.capacity(); done += unit) {
                int bytes = Math.min(unit, from.capacity() - done);
                target.io().pwriteCompressed(at + done, from.slice(done, bytes));
            }
        } catch (BlockException e) {
            throw failed("writing", at, e);
        }
    }

    private void zero(long at, long bytes) throws ImageException {
        try {
            target.io().writeZeroes(at, bytes, way.minSparse() > 0);
        } catch (BlockException e) {
            throw failed("writing", at, e);
        }
    }

    private static ImageException failed(String what, long at, BlockException e) {
        return new ImageException(
                1, "error while " + what + " at byte " + at + ": " + e.errno().text(), e);
    }
}
