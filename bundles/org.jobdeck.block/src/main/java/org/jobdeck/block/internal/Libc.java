package org.jobdeck.block.internal;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** The functions of Linux's C library that the file driver needs, for 64-bit machines. Stateless; any thread. */
final class Libc {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_EXCL = 0x80;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;
    static final int KEEP_SIZE = 1;
    static final int PUNCH_HOLE = 2;
    static final int ZERO_RANGE = 16;

    static final short F_RDLCK = 0;
    static final short F_WRLCK = 1;
    static final short F_UNLCK = 2;

    private static final int O_DIRECT = 0x4000;
    private static final int O_DIRECT_ARM = 0x10000;
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final long FLOCK_BYTES = 32;
    private static final long FLOCK_START_AT = 8;
    private static final long FLOCK_LENGTH_AT = 16;
    private static final int EINTR = 4;
    private static final int ENOSYS = 38;
    private static final int AT_FDCWD = -100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC = 0x7ff;
    private static final long STATX_BYTES = 256;
    private static final long STATX_MODE_AT = 28;
    private static final long STATX_SIZE_AT = 40;
    private static final long STATX_BLOCKS_AT = 48;
    private static final long STATX_BLOCK = 512;
    private static final int FILE_TYPE = 0xf000;
    private static final int REGULAR = 0x8000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /**
     * All calls have this one shape: each that is linked costs some 20 ms, and ten of them were most of the time that a short
     * command took.
     */
    private static final MethodHandle SYSCALL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));

    private Libc() {}

    /** What {@code statx} tells of an open file. */
    record Stat(boolean regular, long size, long allocated) {}

    static int open(String path, int flags) throws BlockException {
        return open(path, flags, 0);
    }

    /** Opens a file that may be made; the mode is what a new one allows, less the process's mask. */
    static int open(String path, int flags, int mode) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            return (int)
                    call(SystemCall.OPENAT, AT_FDCWD, arena.allocateFrom(path).address(), flags, mode, 0);
        }
    }

    /** Opens an existing file without the page cache. */
    static int openDirect(String path, boolean readOnly) throws BlockException {
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        int direct = arm ? O_DIRECT_ARM : O_DIRECT;
        return open(path, (readOnly ? O_RDONLY : O_RDWR) | O_CLOEXEC | direct);
    }

    static void close(int fd) throws BlockException {
        // never repeated: after EINTR Linux has closed it all the same
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            if (once(captured, SystemCall.CLOSE, fd, 0, 0, 0, 0) < 0 && errno(captured) != EINTR) {
                throw failure(errno(captured));
            }
        }
    }

    /** Returns how many bytes were read; 0 at the end of the file. */
    static long pread(int fd, MemorySegment into, long offset) throws BlockException {
        return transfer(SystemCall.PREAD, fd, into, offset);
    }

    /** Returns how many bytes were written. */
    static long pwrite(int fd, MemorySegment from, long offset) throws BlockException {
        return transfer(SystemCall.PWRITE, fd, from, offset);
    }

    private static long transfer(SystemCall number, int fd, MemorySegment memory, long offset) throws BlockException {
        try {
            return call(number, fd, memory.address(), memory.byteSize(), offset, 0);
        } finally {
            // an address keeps nothing alive
            Reference.reachabilityFence(memory);
        }
    }

    static long lseek(int fd, long offset, int whence) throws BlockException {
        return call(SystemCall.LSEEK, fd, offset, whence, 0, 0);
    }

    static void fallocate(int fd, int mode, long offset, long bytes) throws BlockException {
        call(SystemCall.FALLOCATE, fd, mode, offset, bytes, 0);
    }

    static void fdatasync(int fd) throws BlockException {
        call(SystemCall.FDATASYNC, fd, 0, 0, 0, 0);
    }

    static void ftruncate(int fd, long length) throws BlockException {
        call(SystemCall.FTRUNCATE, fd, length, 0, 0, 0);
    }

    /** Takes a lock on one byte for the open file, or gives it back; EAGAIN if another open file is in the way. */
    static void setLock(int fd, short type, long at) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lock = flock(arena, type, at);
            call(SystemCall.FCNTL, fd, F_OFD_SETLK, lock.address(), 0, 0);
        }
    }

    /** Whether another open file is in the way of a lock on one byte. */
    static boolean couldNotLock(int fd, short type, long at) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment lock = flock(arena, type, at);
            call(SystemCall.FCNTL, fd, F_OFD_GETLK, lock.address(), 0, 0);
            return lock.get(JAVA_SHORT, 0) != F_UNLCK;
        }
    }

    private static MemorySegment flock(Arena arena, short type, long at) {
        MemorySegment lock = arena.allocate(FLOCK_BYTES, Long.BYTES);
        lock.set(JAVA_SHORT, 0, type);
        lock.set(JAVA_LONG, FLOCK_START_AT, at);
        lock.set(JAVA_LONG, FLOCK_LENGTH_AT, 1);
        return lock;
    }

    static Stat stat(int fd) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment empty = arena.allocateFrom("");
            MemorySegment out = arena.allocate(STATX_BYTES, Long.BYTES);
            call(SystemCall.STATX, fd, empty.address(), AT_EMPTY_PATH, STATX_BASIC, out.address());
            int mode = Short.toUnsignedInt(out.get(JAVA_SHORT, STATX_MODE_AT));
            return new Stat(
                    (mode & FILE_TYPE) == REGULAR,
                    out.get(JAVA_LONG, STATX_SIZE_AT),
                    out.get(JAVA_LONG, STATX_BLOCKS_AT) * STATX_BLOCK);
        }
    }

    /** Repeats a call that a signal has interrupted; turns a failure into its exception. */
    private static long call(SystemCall number, long a, long b, long c, long d, long e) throws BlockException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            while (true) {
                long result = once(captured, number, a, b, c, d, e);
                if (result >= 0) {
                    return result;
                }
                if (errno(captured) != EINTR) {
                    throw failure(errno(captured));
                }
            }
        }
    }

    /** One call, whose result is negative if it failed; the segment takes errno. */
    private static long once(MemorySegment captured, SystemCall number, long a, long b, long c, long d, long e) {
        try {
            return (long) SYSCALL.invokeExact(captured, number.number(), a, b, c, d, e);
        } catch (RuntimeException | Error t) {
            throw t;
        } catch (Throwable t) {
            throw new IllegalStateException("a foreign function throws nothing", t);
        }
    }

    private static int errno(MemorySegment captured) {
        return (int) ERRNO.get(captured, 0L);
    }

    private static BlockException failure(int number) {
        if (number == ENOSYS) {
            return new BlockException(Errno.ENOTSUP);
        }
        return new BlockException(Errno.of(number).orElse(Errno.EIO), Errno.textOf(number));
    }
}
