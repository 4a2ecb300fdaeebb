package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.BufferPool;

/** Copies the data of sources to a target, several pieces at a time. Used once. */
final class ConvertRun {

    private static final int SECTOR = 512;

    private final ImageContext context;
    private final ConvertRequest.Way way;
    private final SourceRow sources;
    private final BlockIo target;
    private final boolean readsZero;
    private final BufferPool buffers;
    private final Flights flights;
    private final List<ConvertOperation.Unreadable> unreadable = new ArrayList<>();

    /** To a target that reads as zeroes where nothing is written, or not. */
    ConvertRun(ImageContext context, ConvertRequest.Way way, SourceRow sources, BlockIo target, boolean readsZero) {
        this.context = context;
        this.way = way;
        this.sources = sources;
        this.target = target;
        this.readsZero = readsZero;
        buffers = context.graph().buffers();
        flights = new Flights(way.atATime());
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
        BlockStatus status = sources.status(at);
        if (status.zero()) {
            long bytes = status.bytes();
            if (!readsZero) {
                flights.start(() -> zero(at, bytes));
            }
            context.worked(bytes);
            context.turn(0);
            return bytes;
        }
        int bytes = (int) Math.min(status.bytes(), BufferPool.MOST_BYTES);
        flights.start(() -> copy(at, bytes));
        context.turn(bytes);
        return bytes;
    }

    private void copy(long at, int bytes) throws ImageException, BlockException {
        ByteBuffer buffer = buffers.take(bytes);
        try {
            read(at, buffer);
            buffer.flip();
            if (way.minSparse() == 0) {
                write(at, buffer);
            } else {
                for (Zeroes.Run run : context.onWorker(() -> Zeroes.runs(buffer, way.minSparse()))) {
                    if (!run.zero()) {
                        write(at + run.start(), buffer.slice(run.start(), run.bytes()));
                    } else if (!readsZero) {
                        zero(at + run.start(), run.bytes());
                    }
                }
            }
        } finally {
            buffers.giveBack(buffer);
        }
        context.worked(bytes);
    }

    private void read(long at, ByteBuffer into) throws ImageException {
        try {
            sources.read(at, into);
        } catch (BlockException e) {
            if (!way.salvage()) {
                throw failed("reading", at, e);
            }
            salvage(at, into.clear().limit(into.limit()));
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
            target.pwrite(at, from);
        } catch (BlockException e) {
            throw failed("writing", at, e);
        }
    }

    private void zero(long at, long bytes) throws ImageException {
        try {
            target.writeZeroes(at, bytes, way.minSparse() > 0);
        } catch (BlockException e) {
            throw failed("writing", at, e);
        }
    }

    private static ImageException failed(String what, long at, BlockException e) {
        return new ImageException(
                1, "error while " + what + " at byte " + at + ": " + e.errno().text(), e);
    }
}
