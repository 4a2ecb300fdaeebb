package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
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
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;

/** The bytes of another node as they are, or a part of them (QEMU: raw-format). */
final class RawDriver implements BlockDriver {

    private volatile Optional<Long> startOption;
    private volatile Optional<Long> size;
    private volatile long start;
    private NodeEdge file;

    RawDriver(NodeOptions options) throws BlockException {
        startOption = options.size("offset");
        size = options.size("size");
        start = startOption.orElse(0L);
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public void open(DriverOpening opening) throws BlockException {
        boolean whole = startOption.isEmpty() && size.isEmpty();
        Set<EdgeRole> roles = whole ? EdgeRole.FILTER : Set.of(EdgeRole.DATA, EdgeRole.PRIMARY);
        file = opening.openRequiredChild("file", roles);
        opening.fileName(file.node().fileName());
        checkPart(start, size, file.length());
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public Set<String> mutableOptions() {
        return Set.of("offset", "size");
    }

    @Override
    public PreparedStep prepareReopen(BlockNode node, NodeOptions options, NodeSettings settings)
            throws BlockException {
        Optional<Long> newStart = options.size("offset");
        Optional<Long> newSize = options.size("size");
        checkPart(newStart.orElse(0L), newSize, file.length());
        return PreparedStep.committing(() -> {
            startOption = newStart;
            size = newSize;
            start = newStart.orElse(0L);
        });
    }

    private static void checkPart(long start, Optional<Long> size, long available) throws BlockException {
        if (start > available) {
            throw new BlockException(
                    Errno.EINVAL,
                    "Offset (" + start + ") cannot be greater than size of the containing file (" + available + ")");
        }
        if (size.isPresent() && size.get() > available - start) {
            throw new BlockException(
                    Errno.EINVAL,
                    "The sum of offset (" + start + ") and size (" + size.get()
                            + ") has to be smaller or equal to the  actual size of the containing file (" + available
                            + ")");
        }
        if (size.isPresent() && size.get() % 512 != 0) {
            throw new BlockException(Errno.EINVAL, "Specified size is not multiple of 512");
        }
    }

    @Override
    public long length() {
        return size.orElseGet(() -> Math.max(0, file.node().exactLength() - start));
    }

    @Override
    public JsonObject dataOptions() {
        return JsonObject.builder()
                .putIfPresent("offset", startOption)
                .putIfPresent("size", size)
                .build();
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        file.debugEvent("read_aio");
        file.pread(start + offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        file.debugEvent("write_aio");
        file.pwrite(start + offset, from);
    }

    @Override
    public void copyFrom(BlockNode source, long sourceOffset, long offset, long bytes, int zeroUnit)
            throws BlockException {
        file.debugEvent("write_aio");
        file.copyFrom(source, sourceOffset, start + offset, bytes, zeroUnit);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        file.writeZeroes(start + offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        file.discard(start + offset, bytes);
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        if (size.isPresent()) {
            throw new BlockException(Errno.ENOTSUP, "Cannot resize fixed-size raw disks");
        }
        if (length > Long.MAX_VALUE - start) {
            throw new BlockException(Errno.EINVAL, "Disk size too large for the chosen offset");
        }
        file.truncate(start + length, preallocation);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.of(
                wantZero
                        ? file.blockStatus(start + offset, bytes)
                        : BlockStatus.dataAt(bytes, file.node(), start + offset));
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        GrantedPermissions usual = DefaultPermissions.of(child, fromParents);
        // it has no tables of its own, so it writes and grows only when its users do
        Permissions own = Permissions.of(Permission.WRITE, Permission.RESIZE);
        return new GrantedPermissions(
                usual.perm().minus(own).or(fromParents.perm().and(own)), usual.shared());
    }
}
