package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.BufferPool;
import org.jobdeck.loop.Coroutine;

/** Copies the data of sources to a target, several pieces at a time. Used once. */
final class ConvertRun {

    private static final int SECTOR = 512;

    private final ImageContext context;
    private final ConvertRequest.Way way;
    private final SourceRow sources;
    private final ConvertTarget target;
    private final BufferPool buffers;
    private final Flights flights;
    private final int unit;
    private final int zeroUnit;
    private final List<ConvertOperation.Unreadable> unreadable = new ArrayList<>();

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
        zeroUnit = way.compressed() ? Math.max(way.minSparse(), unit) : way.minSparse();
    }

    /** Copies all; nothing is under way afterwards. */
    List<ConvertOperation.Unreadable> run() throws ImageException, BlockException {
        context.expect(sources.length());
        context.atPause(flights::rest);
        try {
            for (long at = 0; at < sources.length(); ) {
                at += handOut(at);
            }
        } finally {
            flights.rest();
        }
        flights.check();
        return unreadable;
    }

    /** Starts the work on the piece at an offset; returns how long it is. */
    private long handOut(long at) throws ImageException, BlockException {
        BlockStatus status = sources.status(at, way.topOnly());
        long left = sources.length() - at;
        boolean below = way.topOnly() && !status.allocated() && !status.zero();
        if (status.zero() || below) {
            long bytes = status.bytes() == left ? left : status.bytes() / unit * unit;
            if (bytes > 0) {
                return skip(at, bytes, below || target.readsZero());
            }
        }
        long most = Math.max(BufferPool.MOST_BYTES, unit);
        int bytes = (int) Math.min(left, Math.min(most, MeasureOperation.roundUp(status.bytes(), unit)));
        CompletableFuture<Void> before = written;
        CompletableFuture<Void> mine = new CompletableFuture<>();
        written = mine;
        flights.start(() -> {
            try {
                copy(at, bytes, before);
            } finally {
                mine.complete(null);
            }
        });
        context.turn(bytes);
        return bytes;
    }

    /** What reads as zeroes, or comes from below. */
    private long skip(long at, long bytes, boolean nothingToDo) throws ImageException, BlockException {
        if (!nothingToDo) {
            flights.start(() -> zero(at, bytes));
        }
        context.worked(bytes);
        context.turn(0);
        return bytes;
    }

    private void copy(long at, int bytes, CompletableFuture<Void> before) throws ImageException, BlockException {
        boolean pooled = bytes <= BufferPool.MOST_BYTES;
        ByteBuffer buffer = pooled ? buffers.take(bytes) : ByteBuffer.allocateDirect(bytes);
        try {
            read(at, buffer);
            buffer.flip();
            List<Zeroes.Run> runs = way.minSparse() == 0
                    ? List.of(new Zeroes.Run(0, bytes, false))
                    : context.onWorker(() -> Zeroes.runs(buffer, zeroUnit));
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
        context.worked(bytes);
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
