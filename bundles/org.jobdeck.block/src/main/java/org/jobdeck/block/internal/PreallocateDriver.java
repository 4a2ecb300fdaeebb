package org.jobdeck.block.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DefaultPermissions;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeSettings;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.Preallocation;
import org.jobdeck.block.PreparedStep;
import org.jobdeck.loop.Errno;

/**
 * A filter below a format: when a write makes the file longer, the file is given more room than that at once, which it
 * loses again when nobody writes any more (QEMU: preallocate).
 *
 * <p>The file's true length is known here alone meanwhile, so nobody else may write it.
 */
final class PreallocateDriver implements BlockDriver {

    private static final Logger LOG = System.getLogger(PreallocateDriver.class.getName());
    private static final long SECTOR = 512;
    private static final long DEFAULT_ALIGN = 1 << 20;
    private static final long DEFAULT_SIZE = 128 << 20;

    /** What is known of a length while nobody may write. */
    private static final long UNKNOWN = -1;

    private long align;
    private long size;
    private final RangeLocks growing = new RangeLocks();
    private NodeEdge file;

    /** Where the data end, which is the node's length; {@link #UNKNOWN} while nobody may make the file longer. */
    private volatile long dataEnd = UNKNOWN;

    /** Where the file ends. */
    private long fileEnd = UNKNOWN;

    /** From where on to the end of the file everything reads as zeroes. */
    private long zeroStart = UNKNOWN;

    PreallocateDriver(NodeOptions options) throws BlockException {
        align = align(options);
        size = size(options);
    }

    private static long align(NodeOptions options) throws BlockException {
        long align = options.size("prealloc-align").orElse(DEFAULT_ALIGN);
        if (align % SECTOR != 0 || align == 0) {
            throw new BlockException(
                    Errno.EINVAL, "prealloc-align parameter of preallocate filter is not aligned to " + SECTOR);
        }
        return align;
    }

    private static long size(NodeOptions options) throws BlockException {
        return options.size("prealloc-size").orElse(DEFAULT_SIZE);
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public PreparedStep prepareReopen(BlockNode node, NodeOptions options, NodeSettings settings)
            throws BlockException {
        long newAlign = align(options);
        long newSize = size(options);
        return PreparedStep.committing(() -> {
            align = newAlign;
            size = newSize;
        });
    }

    @Override
    public String name() {
        return "preallocate";
    }

    @Override
    public boolean isFilter() {
        return true;
    }

    @Override
    public void open(DriverOpening opening) throws BlockException {
        file = opening.openRequiredChild("file", EdgeRole.FILTER);
        opening.fileName(file.node().fileName());
    }

    @Override
    public long length() {
        long end = dataEnd;
        return end == UNKNOWN ? file.node().exactLength() : end;
    }

    private static boolean mayGrow(Permissions perm) {
        return perm.has(Permission.WRITE) && perm.has(Permission.RESIZE);
    }

    /** The last who may make the file longer leaves: it gets its true length while this node still may do so. */
    @Override
    public PreparedStep checkPermissions(GrantedPermissions total) throws BlockException {
        if (dataEnd != UNKNOWN && !mayGrow(total.perm())) {
            if (fileEnd > dataEnd) {
                file.truncate(dataEnd);
            }
            dataEnd = UNKNOWN;
        }
        return PreparedStep.NOTHING;
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        GrantedPermissions usual = DefaultPermissions.of(child, fromParents);
        return mayGrow(usual.perm())
                ? new GrantedPermissions(usual.perm(), usual.shared().without(Permission.WRITE, Permission.RESIZE))
                : usual;
    }

    /**
     * Sees to it that there is room for a write.
     *
     * @param zeroes whether nothing but zeroes is written
     * @return whether the range reads as zeroes now
     */
    private boolean makeRoom(long offset, long bytes, boolean zeroes) {
        if (!mayGrow(file.permissions().perm())) {
            return false;
        }
        long end = offset + bytes;
        if (dataEnd == UNKNOWN) {
            dataEnd = file.node().exactLength();
            fileEnd = dataEnd;
            zeroStart = dataEnd;
        }
        if (end <= dataEnd) {
            return false;
        }
        dataEnd = end;
        if (!zeroes) {
            zeroStart = end;
        }
        if (end <= fileEnd) {
            return zeroes && offset >= zeroStart;
        }
        long start = alignedUp(zeroes ? Math.min(offset, fileEnd) : fileEnd);
        long newEnd = alignedUp(Math.max(start, end) + size);
        try {
            file.writeZeroes(start, newEnd - start, false);
            fileEnd = newEnd;
        } catch (BlockException e) {
            // the write itself finds out whether there is room for it
            LOG.log(Level.DEBUG, "no room was made beforehand: {0}", e.getMessage());
            fileEnd = Math.max(file.node().exactLength(), end);
            return false;
        }
        return zeroes && start <= offset;
    }

    private long alignedUp(long bytes) {
        return (bytes + align - 1) / align * align;
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        file.pread(offset, into);
    }

    /** Makes room alone: what is given to the file now must not come over what another writes behind its old end. */
    private boolean makeRoomAlone(long offset, long bytes, boolean zeroes) throws BlockException {
        boolean[] isZero = {false};
        growing.with(0, 1, () -> isZero[0] = makeRoom(offset, bytes, zeroes));
        return isZero[0];
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        makeRoomAlone(offset, from.remaining(), false);
        file.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        if (!makeRoomAlone(offset, bytes, true)) {
            file.writeZeroes(offset, bytes, mayUnmap);
        }
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        file.discard(offset, bytes);
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        file.truncate(length, preallocation);
        if (dataEnd != UNKNOWN) {
            dataEnd = length;
            fileEnd = length;
            zeroStart = length;
        }
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.of(file.blockStatus(offset, bytes));
    }
}
