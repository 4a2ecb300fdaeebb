package org.jobdeck.block.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** A file through Linux's own calls: with holes, and never closed by an interrupted thread. */
final class LinuxFile implements HostFile {

    /** Everybody may read, the owner may write. */
    private static final int NEW_FILE_MODE = 0644;

    private final int fd;

    private LinuxFile(int fd) {
        this.fd = fd;
    }

    static HostFile open(String path, boolean readOnly) throws BlockException {
        if (path.indexOf(0) >= 0) {
            throw HostFiles.couldNotOpen(path.replace('\0', '?'), Errno.EINVAL, Errno.EINVAL.text());
        }
        int fd;
        try {
            // not waiting for a pipe's other end; regular files, the only ones that are kept, do not care
            fd = Libc.open(path, (readOnly ? Libc.O_RDONLY : Libc.O_RDWR) | Libc.O_CLOEXEC | Libc.O_NONBLOCK);
        } catch (BlockException e) {
            throw HostFiles.couldNotOpen(path, e.errno(), e.getMessage());
        }
        try {
            if (!Libc.stat(fd).regular()) {
                throw HostFiles.notRegular(path);
            }
        } catch (BlockException e) {
            Libc.close(fd);
            throw e;
        }
        return new LinuxFile(fd);
    }

    /**
     * Opens a file to be filled anew, of whatever kind, and makes it if there is none.
     *
     * @param exclusive whether it is an error (EEXIST) if there is one
     */
    static HostFile create(String path, boolean exclusive) throws BlockException {
        if (path.indexOf(0) >= 0) {
            throw new BlockException(Errno.EINVAL);
        }
        int flags = Libc.O_RDWR | Libc.O_CREAT | Libc.O_CLOEXEC | (exclusive ? Libc.O_EXCL : 0);
        return new LinuxFile(Libc.open(path, flags | Libc.O_NONBLOCK, NEW_FILE_MODE));
    }

    @Override
    public long size() throws BlockException {
        return Libc.stat(fd).size();
    }

    @Override
    public long allocated() throws BlockException {
        return Libc.stat(fd).allocated();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        if (into.isDirect()) {
            readDirect(offset, into);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer copy = arena.allocate(into.remaining()).asByteBuffer();
            readDirect(offset, copy);
            into.put(copy.flip());
        }
    }

    private void readDirect(long offset, ByteBuffer into) throws BlockException {
        MemorySegment rest = MemorySegment.ofBuffer(into);
        long done = 0;
        while (done < rest.byteSize()) {
            long got = Libc.pread(fd, rest.asSlice(done), offset + done);
            if (got == 0) {
                rest.asSlice(done).fill((byte) 0);
                break;
            }
            done += got;
        }
        into.position(into.limit());
    }

    @Override
    public void write(long offset, ByteBuffer from) throws BlockException {
        if (from.isDirect()) {
            writeDirect(offset, from);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            ByteBuffer copy = arena.allocate(from.remaining()).asByteBuffer();
            writeDirect(offset, copy.put(from).flip());
        }
    }

    private void writeDirect(long offset, ByteBuffer from) throws BlockException {
        MemorySegment rest = MemorySegment.ofBuffer(from);
        long done = 0;
        while (done < rest.byteSize()) {
            long put = Libc.pwrite(fd, rest.asSlice(done), offset + done);
            if (put == 0) {
                throw new BlockException(Errno.ENOSPC);
            }
            done += put;
        }
        from.position(from.limit());
    }

    @Override
    public void punchHole(long offset, long bytes) throws BlockException {
        Libc.fallocate(fd, Libc.PUNCH_HOLE | Libc.KEEP_SIZE, offset, bytes);
    }

    @Override
    public void zeroRange(long offset, long bytes) throws BlockException {
        Libc.fallocate(fd, Libc.ZERO_RANGE | Libc.KEEP_SIZE, offset, bytes);
    }

    @Override
    public void allocate(long offset, long bytes) throws BlockException {
        Libc.fallocate(fd, 0, offset, bytes);
    }

    @Override
    public Extent extentAt(long offset) throws BlockException {
        long data;
        try {
            data = Libc.lseek(fd, offset, Libc.SEEK_DATA);
        } catch (BlockException e) {
            if (e.errno() == Errno.ENXIO) {
                return new Extent(false, Long.MAX_VALUE);
            }
            // a file system that cannot tell: everything counts as data
            return new Extent(true, Long.MAX_VALUE);
        }
        return data > offset ? new Extent(false, data) : new Extent(true, Libc.lseek(fd, offset, Libc.SEEK_HOLE));
    }

    @Override
    public void sync() throws BlockException {
        Libc.fdatasync(fd);
    }

    @Override
    public void truncate(long length) throws BlockException {
        Libc.ftruncate(fd, length);
    }

    @Override
    public void lock(long at) throws BlockException {
        Libc.setLock(fd, Libc.F_RDLCK, at);
    }

    @Override
    public void unlock(long at) throws BlockException {
        Libc.setLock(fd, Libc.F_UNLCK, at);
    }

    @Override
    public boolean isLocked(long at) throws BlockException {
        return Libc.couldNotLock(fd, Libc.F_WRLCK, at);
    }

    @Override
    public void close() throws BlockException {
        Libc.close(fd);
    }
}
