package org.jobdeck.block.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeSettings;
import org.jobdeck.block.Preallocation;
import org.jobdeck.block.PreparedStep;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;

/**
 * A file of the host (QEMU: file-posix).
 *
 * <p>A file's length need not be a multiple of 512, the node's is: users see up to 511 zeroes more. Zeroes written there
 * change nothing, so that a copy keeps its exact length; other data written there make the file longer, so that nothing
 * is lost.
 */
final class FileDriver implements BlockDriver {

    private static final Logger LOG = System.getLogger(FileDriver.class.getName());

    private final FileSettings settings;
    private final String path;
    private final Opener opener;
    private final AtomicLong size = new AtomicLong();
    private final KnownData data = new KnownData();
    private DriverOpening opening;
    private volatile HostFile file;
    private ImageLock lock;
    private boolean locks;

    /**
     * Why a flush failed, or null. The system reports a write that did not come to the disk once and then forgets it, so
     * no later flush can be believed.
     */
    private volatile BlockException flushFailure;

    /** How a file is opened. */
    @FunctionalInterface
    interface Opener {
        HostFile open(String path, boolean readOnly, boolean direct) throws BlockException;
    }

    FileDriver(FileSettings settings, Opener opener) {
        this.settings = settings;
        this.path = settings.path();
        this.opener = opener;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void open(DriverOpening newOpening) throws BlockException {
        opening = newOpening;
        opening.fileName(path);
        try {
            file = openFile(opening.node().isReadOnly(), direct());
        } catch (BlockException e) {
            if (!opening.node().settings().autoReadOnly() || !isForbidden(e.errno())) {
                throw e;
            }
            file = openFile(true, direct());
            opening.becomeReadOnly();
        }
        lock = new ImageLock(file);
        locks = settings.locks() && canLock();
        try {
            settings.check(direct());
        } catch (BlockException e) {
            close();
            throw e;
        }
    }

    private boolean direct() {
        return opening.node().settings().direct();
    }

    private HostFile openFile(boolean readOnly, boolean direct) throws BlockException {
        return opening.blocking(() -> {
            HostFile opened = opener.open(path, readOnly, direct);
            size.set(opened.size());
            return opened;
        });
    }

    @Override
    public PreparedStep checkPermissions(GrantedPermissions total) throws BlockException {
        return locks ? lock.change(total) : PreparedStep.NOTHING;
    }

    /** There are file systems without locks; on those nobody is kept out, as with QEMU. */
    private boolean canLock() {
        try {
            file.isLocked(0);
            return true;
        } catch (BlockException e) {
            LOG.log(Level.DEBUG, () -> "the file '" + path + "' cannot be locked: " + e.getMessage());
            return false;
        }
    }

    private static boolean isForbidden(Errno errno) {
        return errno == Errno.EACCES || errno == Errno.EPERM || errno == Errno.EROFS;
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public PreparedStep prepareReopen(BlockNode node, NodeOptions options, NodeSettings newSettings)
            throws BlockException {
        if (newSettings.readOnly() == node.isReadOnly() && newSettings.direct() == direct()) {
            return PreparedStep.NOTHING;
        }
        HostFile other = openFile(newSettings.readOnly(), newSettings.direct());
        return new PreparedStep() {
            @Override
            public void commit() {
                HostFile old = file;
                lock.moveTo(other);
                file = other;
                data.forget();
                close(old);
            }

            @Override
            public void abort() {
                close(other);
            }
        };
    }

    @Override
    public void close() {
        close(file);
    }

    private void close(HostFile done) {
        try {
            work(done::close);
        } catch (BlockException e) {
            LOG.log(Level.WARNING, () -> "closing the file '" + path + "' failed: " + e.getMessage());
        }
    }

    @Override
    public long length() {
        return size.get();
    }

    @Override
    public JsonObject dataOptions() {
        return JsonObject.of("filename", path);
    }

    @Override
    public Optional<String> plainFileName(Optional<String> below) {
        return Optional.of(path);
    }

    /** Asked of the system at once: it knows that of an open file without a look at the disk. */
    @Override
    public Optional<Long> allocatedBytes() {
        try {
            return Optional.of(file.allocated());
        } catch (BlockException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean tellsState() {
        return true;
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        work(() -> file.read(offset, into));
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        long end = offset + from.remaining();
        long exact = size.get();
        int kept = from.remaining();
        if (end > exact && end <= roundedUp(exact)) {
            int inside = (int) Math.max(0, exact - offset);
            kept = ZeroBytes.from(from.position() + inside, from) ? inside : kept;
        }
        int limit = from.limit();
        from.limit(from.position() + kept);
        try {
            if (kept > 0) {
                work(() -> file.write(offset, from));
                size.accumulateAndGet(offset + kept, Math::max);
            }
        } finally {
            from.limit(limit);
        }
        from.position(limit);
    }

    /** Inside both files only, where neither's length matters. */
    @Override
    public void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit)
            throws BlockException {
        if (!(source.driver() instanceof FileDriver other)
                || sourceOffset + bytes > other.size.get()
                || offset + bytes > size.get()) {
            throw new BlockException(Errno.ENOTSUP);
        }
        work(() -> new FileCopy(other.file, file, zeroUnit).copy(sourceOffset, offset, bytes));
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        long end = offset + bytes;
        long exact = size.get();
        long inside = Math.min(end, exact) - offset;
        work(() -> {
            if (inside > 0) {
                zero(offset, inside, mayUnmap);
                data.forget();
            }
            if (end > roundedUp(exact)) {
                long from = Math.max(offset, exact);
                grow(from, end - from, mayUnmap);
                size.accumulateAndGet(end, Math::max);
            }
        });
    }

    /** What a file grows by reads as zeroes; setting its length could cut off another write's end. */
    private void grow(long offset, long bytes, boolean mayUnmap) throws BlockException {
        if (!mayUnmap) {
            try {
                file.allocate(offset, bytes);
                return;
            } catch (BlockException e) {
                if (e.errno() != Errno.ENOTSUP) {
                    throw e;
                }
            }
        }
        file.write(offset + bytes - 1, ByteBuffer.allocate(1));
    }

    private void zero(long offset, long bytes, boolean mayUnmap) throws BlockException {
        if (mayUnmap) {
            try {
                file.punchHole(offset, bytes);
                return;
            } catch (BlockException e) {
                if (e.errno() != Errno.ENOTSUP) {
                    throw e;
                }
            }
        }
        file.zeroRange(offset, bytes);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        long inside = Math.min(offset + bytes, size.get()) - offset;
        if (inside > 0) {
            work(() -> file.punchHole(offset, inside));
            data.forget();
        }
    }

    @Override
    public void flush() throws BlockException {
        BlockException earlier = flushFailure;
        if (earlier != null) {
            throw new BlockException(earlier.errno(), earlier.getMessage(), earlier);
        }
        try {
            work(file::sync);
        } catch (BlockException e) {
            flushFailure = e;
            throw e;
        }
    }

    @Override
    public void truncate(long length) throws BlockException {
        work(() -> file.truncate(length));
        data.forget();
        size.set(length);
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        long from = size.get();
        if (preallocation == Preallocation.OFF) {
            truncate(length);
            return;
        }
        if (preallocation == Preallocation.METADATA) {
            throw new BlockException(Errno.ENOTSUP, "Unsupported preallocation mode 'metadata'");
        }
        if (length < from) {
            throw new BlockException(Errno.ENOTSUP, "Cannot use preallocation for shrinking files");
        }
        if (length > from) {
            work(() -> new FileAllocation(file).grow(from, length, preallocation));
            size.set(length);
        }
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        if (!wantZero) {
            return Optional.of(BlockStatus.dataAt(bytes, opening.node(), offset));
        }
        long exact = size.get();
        if (offset >= exact) {
            return Optional.of(BlockStatus.zeroAt(bytes, opening.node(), offset));
        }
        HostFile.Extent known = data.at(offset);
        HostFile.Extent extent = known.end() > offset ? known : opening.blocking(() -> data.ask(file, offset));
        if (extent.end() <= offset) {
            // somebody changed the file between the two looks at it: data is always right
            return Optional.of(BlockStatus.dataAt(bytes, opening.node(), offset));
        }
        // what follows the last byte of the file belongs to the run that reaches it
        long run = extent.end() >= exact ? bytes : Math.min(bytes, extent.end() - offset);
        return Optional.of(
                extent.data()
                        ? BlockStatus.dataAt(run, opening.node(), offset)
                        : BlockStatus.zeroAt(run, opening.node(), offset));
    }

    private static long roundedUp(long bytes) {
        return bytes + 511 & ~511L;
    }

    /** Something that blocks. */
    @FunctionalInterface
    private interface Work {
        void run() throws BlockException;
    }

    private void work(Work work) throws BlockException {
        opening.blocking(() -> {
            work.run();
            return true;
        });
    }
}
