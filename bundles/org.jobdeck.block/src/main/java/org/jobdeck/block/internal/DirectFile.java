package org.jobdeck.block.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;

/**
 * A file whose reads and writes go past the page cache (QEMU: cache.direct). The system wants whole blocks for that; what
 * begins or ends within one goes through the cache at its ends, which the system keeps in step with the disk.
 */
final class DirectFile implements HostFile {

    /** What every disk and file system is content with. */
    private static final int BLOCK = 4096;

    private static final int CHUNK = 1 << 20;

    private final HostFile cached;
    private final int fd;

    private DirectFile(HostFile cached, int fd) {
        this.cached = cached;
        this.fd = fd;
    }

    /** Opens a file once more, without the cache; the other one is closed if that fails. */
    static HostFile open(HostFile cached, String path, boolean readOnly) throws BlockException {
        try {
            return new DirectFile(cached, Libc.openDirect(path, readOnly));
        } catch (BlockException e) {
            cached.close();
            throw HostFiles.couldNotOpenDirect(path, e);
        }
    }

    private static long up(long offset) {
        return (offset + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static long down(long offset) {
        return offset / BLOCK * BLOCK;
    }

    /** Does something with a part of a buffer. */
    @FunctionalInterface
    private interface Part {
        void run(long offset, ByteBuffer buffer) throws BlockException;
    }

    private static void split(long offset, ByteBuffer buffer, Part ends, Part blocks) throws BlockException {
        long end = offset + buffer.remaining();
        int limit = buffer.limit();
        long first = up(offset);
        long last = down(end);
        if (first >= last) {
            ends.run(offset, buffer);
            return;
        }
        try {
            buffer.limit(buffer.position() + (int) (first - offset));
            ends.run(offset, buffer);
            for (long at = first; at < last; ) {
                int bytes = (int) Math.min(CHUNK, last - at);
                buffer.limit(buffer.position() + bytes);
                blocks.run(at, buffer);
                at += bytes;
            }
            buffer.limit(limit);
            ends.run(last, buffer);
        } finally {
            buffer.limit(limit);
        }
    }

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        split(offset, into, this::readCached, this::readBlocks);
    }

    private void readCached(long offset, ByteBuffer into) throws BlockException {
        if (into.hasRemaining()) {
            cached.read(offset, into);
        }
    }

    private void readBlocks(long offset, ByteBuffer into) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment blocks = arena.allocate(into.remaining(), BLOCK);
            long done = 0;
            while (done < blocks.byteSize()) {
                long got = Libc.pread(fd, blocks.asSlice(done), offset + done);
                done += got;
                if (got % BLOCK != 0 || got == 0) {
                    // the end of the file; what follows is still zero
                    break;
                }
            }
            into.put(blocks.asByteBuffer());
        }
    }

    @Override
    public void write(long offset, ByteBuffer from) throws BlockException {
        split(offset, from, this::writeCached, this::writeBlocks);
    }

    private void writeCached(long offset, ByteBuffer from) throws BlockException {
        if (from.hasRemaining()) {
            cached.write(offset, from);
        }
    }

    private void writeBlocks(long offset, ByteBuffer from) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment blocks = arena.allocate(from.remaining(), BLOCK);
            blocks.asByteBuffer().put(from);
            long done = 0;
            while (done < blocks.byteSize()) {
                long put = Libc.pwrite(fd, blocks.asSlice(done), offset + done);
                if (put % BLOCK != 0 || put == 0) {
                    // a full disk, mostly: the cached write says what is wrong, or does the rest
                    cached.write(offset + done, blocks.asSlice(done).asByteBuffer());
                    return;
                }
                done += put;
            }
        }
    }

    @Override
    public long size() throws BlockException {
        return cached.size();
    }

    @Override
    public long allocated() throws BlockException {
        return cached.allocated();
    }

    @Override
    public void punchHole(long offset, long bytes) throws BlockException {
        cached.punchHole(offset, bytes);
    }

    @Override
    public void zeroRange(long offset, long bytes) throws BlockException {
        cached.zeroRange(offset, bytes);
    }

    @Override
    public void allocate(long offset, long bytes) throws BlockException {
        cached.allocate(offset, bytes);
    }

    @Override
    public Extent extentAt(long offset) throws BlockException {
        return cached.extentAt(offset);
    }

    @Override
    public void sync() throws BlockException {
        cached.sync();
    }

    @Override
    public void truncate(long length) throws BlockException {
        cached.truncate(length);
    }

    @Override
    public void lock(long at) throws BlockException {
        cached.lock(at);
    }

    @Override
    public void unlock(long at) throws BlockException {
        cached.unlock(at);
    }

    @Override
    public boolean isLocked(long at) throws BlockException {
        return cached.isLocked(at);
    }

    @Override
    public void close() throws BlockException {
        try {
            Libc.close(fd);
        } finally {
            cached.close();
        }
    }
}
