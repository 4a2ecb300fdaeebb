package org.jobdeck.block;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jobdeck.block.internal.ZeroBytes;
import org.jobdeck.loop.Errno;

/** The requests on one node: they are checked, counted, carried to the node's loop and handed to its driver. */
final class NodeIo {

    /** The longest node (QEMU: BDRV_MAX_LENGTH). */
    static final long MAX_LENGTH = Long.MAX_VALUE & -(1L << 30);

    /** How much is written at a time where a driver cannot write zeroes itself. */
    private static final int ZERO_CHUNK = 256 << 10;

    private final BlockNode node;

    /** How many changes have come to their end, and how many of them are known to be stable. */
    private final AtomicLong changes = new AtomicLong();

    private final AtomicLong flushed = new AtomicLong();

    NodeIo(BlockNode node) {
        this.node = node;
    }

    /** Something that alters what the node holds. */
    @FunctionalInterface
    interface Change {
        void run() throws BlockException;
    }

    /**
     * Counts a change when it is over: a flush meanwhile may come too early for it. One that fails counts, too, as a part
     * of it may have been made.
     */
    private void change(Change change) throws BlockException {
        try {
            change.run();
        } finally {
            changes.incrementAndGet();
        }
    }

    /** The same, of a range: its bits are set in the bitmaps. */
    private void change(long offset, long bytes, Change change) throws BlockException {
        try {
            change(change);
        } finally {
            node.refreshLength();
            node.bitmaps().written(offset, bytes);
        }
    }

    /** A request that alters the image. */
    void change(String what, Change change) throws BlockException {
        checkWritable();
        request(what, () -> {
            change(change);
            node.refreshLength();
            return null;
        });
    }

    void read(long offset, ByteBuffer into) throws BlockException {
        checkRange(offset, into.remaining());
        request("read", () -> {
            long inside = Math.clamp(node.length() - offset, 0, into.remaining());
            if (inside > 0) {
                int end = into.limit();
                into.limit(into.position() + (int) inside);
                try {
                    node.driver().pread(offset, into);
                } finally {
                    into.limit(end);
                }
            }
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
            return null;
        });
    }

    void write(long offset, ByteBuffer from, boolean mayGrow) throws BlockException {
        long bytes = from.remaining();
        checkWrite(offset, bytes, mayGrow);
        DetectZeroes detect = node.settings().detectZeroes();
        if (detect != DetectZeroes.OFF && bytes > 0 && ZeroBytes.from(from.position(), from)) {
            writeZeroes(offset, bytes, detect == DetectZeroes.UNMAP, mayGrow);
            from.position(from.limit());
            return;
        }
        request("write", () -> {
            if (bytes > 0) {
                node.driver().debugEvent("pwritev");
                change(offset, bytes, () -> node.driver().pwrite(offset, from));
                node.driver().debugEvent("pwritev_done");
            }
            return null;
        });
    }

    void writeCompressed(long offset, ByteBuffer from, boolean mayGrow) throws BlockException {
        long bytes = from.remaining();
        checkWrite(offset, bytes, mayGrow);
        request("write", () -> {
            if (bytes > 0) {
                node.driver().debugEvent("pwritev");
                change(offset, bytes, () -> node.driver().pwriteCompressed(offset, from));
                node.driver().debugEvent("pwritev_done");
            }
            return null;
        });
    }

    void writeZeroes(long offset, long bytes, boolean mayUnmap, boolean mayGrow) throws BlockException {
        checkWrite(offset, bytes, mayGrow);
        request("write zeroes", () -> {
            if (bytes > 0) {
                node.driver().debugEvent("pwritev_zero");
                change(
                        offset,
                        bytes,
                        () -> zero(offset, bytes, mayUnmap && node.settings().unmap()));
                node.driver().debugEvent("pwritev_done");
            }
            return null;
        });
    }

    void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit) throws BlockException {
        checkRange(sourceOffset, bytes);
        checkWrite(offset, bytes, false);
        if (node.settings().detectZeroes() != DetectZeroes.OFF) {
            throw new BlockException(Errno.ENOTSUP);
        }
        source.io()
                .request(
                        "read",
                        () -> request("copy", () -> {
                            change(
                                    offset,
                                    bytes,
                                    () -> node.driver().copyFrom(source, sourceOffset, offset, bytes, zeroUnit));
                            return null;
                        }));
    }

    void writeUnchanged(long offset, ByteBuffer from) throws BlockException {
        checkWrite(offset, from.remaining(), false);
        request("write", () -> {
            change(() -> node.driver().pwrite(offset, from));
            return null;
        });
    }

    void writeZeroesUnchanged(long offset, long bytes) throws BlockException {
        checkWrite(offset, bytes, false);
        request("write zeroes", () -> {
            change(() -> zero(offset, bytes, false));
            return null;
        });
    }

    private void zero(long offset, long bytes, boolean mayUnmap) throws BlockException {
        try {
            node.driver().writeZeroes(offset, bytes, mayUnmap);
        } catch (BlockException e) {
            if (e.errno() != Errno.ENOTSUP) {
                throw e;
            }
            ByteBuffer zeroes = ByteBuffer.allocateDirect((int) Math.min(bytes, ZERO_CHUNK));
            for (long done = 0; done < bytes; done += zeroes.limit()) {
                zeroes.clear().limit((int) Math.min(bytes - done, zeroes.capacity()));
                node.driver().pwrite(offset + done, zeroes);
            }
        }
    }

    void discard(long offset, long bytes) throws BlockException {
        checkRange(offset, bytes);
        checkWritable();
        if (!node.settings().unmap()) {
            return;
        }
        request("discard", () -> {
            long inside = Math.clamp(node.length() - offset, 0, bytes);
            if (inside > 0) {
                try {
                    change(offset, inside, () -> node.driver().discard(offset, inside));
                } catch (BlockException e) {
                    // advice that cannot be followed is no error
                    if (e.errno() != Errno.ENOTSUP) {
                        throw e;
                    }
                }
            }
            return null;
        });
    }

    void flush() throws BlockException {
        if (node.isReadOnly()) {
            return;
        }
        request("flush", () -> {
            long before = changes.get();
            node.primaryChild().ifPresent(child -> child.debugEvent("flush_to_os"));
            if (flushed.get() < before && !node.settings().noFlush()) {
                node.primaryChild().ifPresent(child -> child.debugEvent("flush_to_disk"));
                node.driver().flush();
                flushed.accumulateAndGet(before, Math::max);
            }
            for (NodeEdge below : node.children()) {
                if (!node.driver().flushesItsChildren()
                        && below.permissions().perm().canWrite()) {
                    below.flush();
                }
            }
            return null;
        });
    }

    void truncate(long length, Preallocation preallocation) throws BlockException {
        if (length < 0) {
            throw new BlockException(Errno.EINVAL, "Image size cannot be negative");
        }
        if (length > MAX_LENGTH) {
            throw new BlockException(Errno.EIO, "offset(" + length + ") exceeds maximum(" + MAX_LENGTH + ")");
        }
        if (node.isReadOnly()) {
            throw new BlockException(Errno.EACCES, "Image is read-only");
        }
        request("truncate", () -> {
            change(() -> node.driver().truncate(length, preallocation));
            node.refreshLength();
            return null;
        });
    }

    BlockStatus blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        checkRange(offset, bytes);
        return request("block status", () -> statusHere(wantZero, offset, bytes));
    }

    private BlockStatus statusHere(boolean wantZero, long offset, long bytes) throws BlockException {
        long total = node.length();
        if (offset >= total) {
            return BlockStatus.unallocated(0).withEof(true);
        }
        if (bytes == 0) {
            return BlockStatus.unallocated(0);
        }
        long asked = Math.min(bytes, total - offset);
        Optional<BlockStatus> told = node.driver().blockStatus(wantZero, offset, asked);
        BlockStatus status = told.orElseGet(() -> BlockStatus.data(asked));
        if (status.bytes() <= 0) {
            throw new BlockException(
                    Errno.EIO, "The driver of the node '" + node.name() + "' told the status of no byte at " + offset);
        }
        status = status.withBytes(Math.min(status.bytes(), asked));
        if (!status.data() && !status.zero() && node.driver().supportsBacking()) {
            status = below(wantZero, offset, status);
        }
        return status.withEof(offset + status.bytes() == total);
    }

    /** What has nothing here and nothing below it reads as zeroes. */
    private BlockStatus below(boolean wantZero, long offset, BlockStatus status) {
        Optional<NodeEdge> backing = node.cowChild();
        if (backing.isEmpty()) {
            return status.withZero();
        }
        return wantZero && offset >= backing.get().node().length() ? status.withZero() : status;
    }

    <T> T request(String what, Routing.Call<T> call) throws BlockException {
        if (!node.isOpen()) {
            throw new IllegalStateException("the node '" + node.name() + "' is closed and cannot " + what);
        }
        Routing.requireLoop(what);
        node.requestBegins();
        return Routing.run(node.eventLoop(), what, () -> {
            try {
                return call.run();
            } finally {
                // here and not where the caller waits: what runs meanwhile on the caller's thread may wait for this end
                node.requestEnds();
            }
        });
    }

    private void checkWrite(long offset, long bytes, boolean mayGrow) throws BlockException {
        checkRange(offset, bytes);
        checkWritable();
        if (!mayGrow && offset + bytes > node.length()) {
            throw new BlockException(Errno.EIO);
        }
    }

    private void checkWritable() throws BlockException {
        if (node.isReadOnly() || node.bitmaps().forbidWrites()) {
            throw new BlockException(Errno.EPERM);
        }
    }

    static void checkRange(long offset, long bytes) throws BlockException {
        if (offset < 0 || bytes < 0 || offset > MAX_LENGTH - bytes) {
            throw new BlockException(Errno.EIO);
        }
    }
}
