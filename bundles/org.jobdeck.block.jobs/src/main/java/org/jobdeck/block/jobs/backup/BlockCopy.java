package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.BufferPool;
import org.jobdeck.block.jobs.backup.CopyMap.Range;
import org.jobdeck.job.common.JobProgress;
import org.jobdeck.loop.Coroutine;

/**
 * Copies pieces of one node to another, for a backup's job and for its filter at the same time, each piece once (QEMU:
 * BlockCopyState). Touched only with the baton of the nodes' loop, but {@link #between} and {@link #report}.
 */
final class BlockCopy {

    /** The most that one piece holds, in bytes. */
    static final int MAX_PIECE = BufferPool.MOST_BYTES;

    private final CopyMap map;
    private final BufferPool buffers;
    private final List<Task> inFlight = new ArrayList<>();
    private final CopyMap others;
    private final long allBytes;
    private BlockIo source;
    private BlockIo target;
    private boolean wholeClusters;
    private boolean compress;
    private volatile JobProgress progress;

    /** A piece that somebody copies now; nobody else copies any of it meanwhile. */
    static final class Task {
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private Range range;

        private Task(Range range) {
            this.range = range;
        }

        Range range() {
            return range;
        }
    }

    /** Of all of a node of that many bytes. */
    BlockCopy(long length, BufferPool buffers) {
        map = new CopyMap(length);
        others = new CopyMap(length);
        allBytes = others.bytes();
        this.buffers = buffers;
    }

    /** Says from where to where; before the first copy. */
    void between(BlockIo newSource, BlockIo newTarget) {
        source = newSource;
        target = newTarget;
    }

    /** Whether the target is to compress what is written, which it can do with whole clusters only; before the first copy. */
    void compress(boolean nowCompress) {
        compress = nowCompress;
    }

    /**
     * Where to count what is copied from now on.
     *
     * @param byClusters whether in whole clusters, as QEMU does it; otherwise to the byte
     */
    void report(JobProgress newProgress, boolean byClusters) {
        wholeClusters = byClusters;
        newProgress.setRemaining(byClusters ? map.bytes() : map.exactBytes());
        progress = newProgress;
    }

    CopyMap map() {
        return map;
    }

    /** How many bytes others could overwrite because all of their clusters were copied before. */
    long doneForOthers() {
        return allBytes - others.bytes();
    }

    /** What is known of the beginning of a range of the source. */
    BlockStatus status(Range range) throws BlockException {
        return source.blockStatus(range.offset(), range.bytes());
    }

    /** What is assumed of the beginning of a range if that cannot be found out: that one cluster of it holds data. */
    static BlockStatus assumed(Range range) {
        return BlockStatus.data(Math.min(range.bytes(), CopyMap.CLUSTER));
    }

    private BlockStatus statusOrAssumed(Range range) {
        try {
            return status(range);
        } catch (BlockException e) {
            return assumed(range);
        }
    }

    /**
     * Leaves out the clusters at an offset of which the source itself has nothing; a cluster of which it has a part is
     * copied.
     *
     * @return for how many bytes that is decided now, in whole clusters
     */
    long leaveOutWhatIsNotAllocated(long offset) throws BlockException {
        long missing = 0;
        while (offset + missing < map.length()) {
            BlockStatus status = source.blockStatus(offset + missing, map.length() - offset - missing);
            long whole = missing / CopyMap.CLUSTER * CopyMap.CLUSTER;
            if (status.allocated() && whole == 0) {
                return CopyMap.wholeClusters(missing + status.bytes());
            } else if (status.allocated()) {
                map.take(new Range(offset, whole));
                return whole;
            }
            missing += status.bytes();
        }
        map.take(new Range(offset, missing));
        return missing;
    }

    /** Takes clusters on that are still to be copied: from now on they do not count as such. */
    Task take(Range range) {
        map.take(range);
        Task task = new Task(range);
        inFlight.add(task);
        return task;
    }

    /** Leaves all but the beginning of a task to others, but at least a cluster is kept. */
    void shorten(Task task, long bytes) {
        Range whole = task.range;
        Range kept = map.shortened(whole, bytes);
        if (kept.bytes() < whole.bytes()) {
            long from = kept.offset() + kept.bytes();
            map.putBack(new Range(from, whole.offset() + whole.bytes() - from));
            task.range = kept;
        }
    }

    /** Ends a task without doing it: its clusters are still to be copied. */
    void drop(Task task) {
        map.putBack(task.range);
        ended(task);
    }

    private void ended(Task task) {
        inFlight.remove(task);
        task.end.complete(null);
    }

    /**
     * Does a task; if that fails its clusters are to be copied again.
     *
     * @param beginning what is known of the beginning
     * @return why it failed, or null
     */
    CopyFailure copy(Task task, BlockStatus beginning) {
        boolean copied = false;
        try {
            CopyFailure failed = copyParts(task.range, beginning);
            copied = failed == null;
            return failed;
        } finally {
            if (!copied) {
                map.putBack(task.range);
            } else if (progress != null) {
                progress.update(wholeClusters ? CopyMap.wholeClusters(task.range.bytes()) : task.range.bytes());
            }
            ended(task);
        }
    }

    /**
     * Sees to it that nothing of the range is still to be copied; in a coroutine.
     *
     * @throws BlockException if that fails
     */
    void copyBefore(long offset, long bytes) throws BlockException {
        while (true) {
            Optional<Task> other = overlapping(offset, bytes);
            if (other.isPresent()) {
                await(other.get().end);
                continue;
            }
            Range next = map.nextWithin(offset, bytes, MAX_PIECE);
            if (next == null) {
                others.take(new Range(offset, bytes));
                return;
            }
            Task task = take(next);
            CopyFailure failure = copy(task, statusOrAssumed(next));
            if (failure != null) {
                throw failure.cause();
            }
        }
    }

    private Optional<Task> overlapping(long offset, long bytes) {
        return inFlight.stream()
                .filter(task -> map.touchSameClusters(task.range, new Range(offset, bytes)))
                .findFirst();
    }

    private static void await(CompletableFuture<Void> end) {
        try {
            Coroutine.await(end);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of a piece carries no failure", e);
        }
    }

    /** A cluster that is partly a hole is copied part by part, so that the target is as sparse as the source. */
    private CopyFailure copyParts(Range piece, BlockStatus beginning) {
        if (compress) {
            return copyClusters(piece);
        }
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
                status = statusOrAssumed(new Range(offset, end - offset));
            }
        }
        return null;
    }

    private CopyFailure copyClusters(Range piece) {
        long end = piece.offset() + piece.bytes();
        for (long offset = piece.offset(); offset < end; offset += CopyMap.CLUSTER) {
            Range cluster = new Range(offset, Math.min(CopyMap.CLUSTER, end - offset));
            BlockStatus status = statusOrAssumed(cluster);
            CopyFailure failed = status.zero() && status.bytes() >= cluster.bytes() ? zero(cluster) : transfer(cluster);
            if (failed != null) {
                return failed;
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
                write(piece.offset(), buffer.flip());
            } catch (BlockException e) {
                return new CopyFailure(false, e);
            }
            return null;
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void write(long offset, ByteBuffer data) throws BlockException {
        if (compress) {
            target.pwriteCompressed(offset, data);
        } else {
            target.pwrite(offset, data);
        }
    }

    /** Brings everything written to the target to stable storage. */
    void flush() throws BlockException {
        target.flush();
    }
}
