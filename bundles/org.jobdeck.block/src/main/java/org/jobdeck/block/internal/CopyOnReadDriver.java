package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/**
 * A filter above an image with a backing file: what is read from the backing file is copied into the image, so that it is
 * found there the next time (QEMU: copy-on-read). Where a lowest node is given, only what comes from above it or from
 * itself is copied.
 *
 * <p>Copies and writes through this node keep out of each other's way; whoever writes to the image beside it does not.
 */
final class CopyOnReadDriver implements BlockDriver {

    private static final int CHUNK = 1 << 20;

    private final Optional<String> bottomName;
    private final RangeLocks ranges = new RangeLocks();
    private DriverOpening opening;
    private NodeEdge file;
    private Optional<BlockNode> bottom = Optional.empty();

    CopyOnReadDriver(NodeOptions options) throws BlockException {
        bottomName = options.text("bottom");
    }

    @Override
    public String name() {
        return "copy-on-read";
    }

    @Override
    public boolean isFilter() {
        return true;
    }

    @Override
    public void open(DriverOpening newOpening) throws BlockException {
        opening = newOpening;
        file = opening.openRequiredChild("file", EdgeRole.FILTER);
        opening.fileName(file.node().fileName());
        if (bottomName.isPresent()) {
            BlockNode found = findBottom(bottomName.get());
            opening.graph().freezeChain(opening.node(), found);
            found.ref();
            bottom = Optional.of(found);
        }
    }

    private BlockNode findBottom(String name) throws BlockException {
        BlockNode found = opening.graph()
                .node(name)
                .orElseThrow(() -> new BlockException(Errno.EINVAL, "Bottom node '" + name + "' not found"));
        if (found.isFilter()) {
            throw new BlockException(Errno.EINVAL, "Bottom node '" + name + "' is a filter");
        }
        for (Optional<NodeEdge> below = Optional.of(file); below.isPresent(); ) {
            BlockNode node = below.get().node();
            if (node == found) {
                return found;
            }
            below = node.chainChild();
        }
        // QEMU 7.2 never comes back from that question
        throw new BlockException(
                Errno.EINVAL,
                "Bottom node '" + name + "' is not in the chain below '"
                        + opening.node().name() + "'");
    }

    @Override
    public void close() {
        bottom.ifPresent(node -> {
            opening.graph().unfreezeChain(opening.node(), node);
            node.unref();
        });
    }

    @Override
    public long length() {
        return file.node().exactLength();
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        int cluster = clusterSize();
        long start = offset / cluster * cluster;
        long end = Math.min((offset + into.remaining() + cluster - 1) / cluster * cluster, file.length());
        copyWhatIsBelow(start, end);
        file.pread(offset, into);
    }

    private int clusterSize() {
        return file.node().driver().imageInfo().map(ImageInfo::clusterSize).orElse(1);
    }

    private void copyWhatIsBelow(long start, long end) throws BlockException {
        for (long at = start; at < end; ) {
            BlockStatus status = allocation(at, end - at);
            if (!status.allocated()) {
                long from = at;
                long bytes = Math.min(status.bytes(), CHUNK);
                ranges.with(from, bytes, () -> copy(from, bytes));
                at += bytes;
            } else {
                at += Math.max(1, status.bytes());
            }
        }
    }

    /** What cannot be found out counts as not there, so that reading it tells why. */
    private BlockStatus allocation(long offset, long bytes) {
        try {
            BlockStatus here = file.node().allocation(offset, bytes);
            if (here.allocated() || bottom.isEmpty()) {
                return here;
            }
            return isAllocatedBetween(offset, here.bytes());
        } catch (BlockException e) {
            return BlockStatus.unallocated(bytes);
        }
    }

    /**
     * Of a range that the image does not have: what lies in a node below it down to the lowest counts as not there yet;
     * what no node has counts as there, because it is not to be copied.
     */
    private BlockStatus isAllocatedBetween(long offset, long bytes) throws BlockException {
        long run = bytes;
        BlockNode image = file.node();
        while (image != bottom.orElseThrow()) {
            Optional<NodeEdge> below = image.chainChild();
            if (below.isEmpty()) {
                break;
            }
            image = below.get().node();
            BlockStatus status = image.allocation(offset, run);
            if (status.bytes() == 0) {
                // it ends before
                continue;
            }
            run = status.bytes();
            if (status.allocated()) {
                return BlockStatus.unallocated(run);
            }
        }
        return BlockStatus.data(run);
    }

    /** Copies a range, if nobody has done so, or written it, meanwhile. */
    private void copy(long offset, long bytes) throws BlockException {
        ByteBuffer buffer = ByteBuffer.allocate((int) bytes);
        for (long at = offset; at < offset + bytes; ) {
            BlockStatus status = allocation(at, offset + bytes - at);
            int run = (int) Math.max(1, status.bytes());
            if (!status.allocated()) {
                buffer.clear().limit(run);
                file.pread(at, buffer);
                buffer.flip();
                file.debugEvent("cor_write");
                if (ZeroBytes.from(0, buffer)) {
                    file.writeZeroesUnchanged(at, run);
                } else {
                    file.writeUnchanged(at, buffer);
                }
            }
            at += run;
        }
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        ranges.with(offset, from.remaining(), () -> file.pwrite(offset, from));
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        ranges.with(offset, bytes, () -> file.writeZeroes(offset, bytes, mayUnmap));
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        ranges.with(offset, bytes, () -> file.discard(offset, bytes));
    }

    @Override
    public void pwriteCompressed(long offset, ByteBuffer from) throws BlockException {
        ranges.with(offset, from.remaining(), () -> file.pwriteCompressed(offset, from));
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        file.truncate(length, preallocation);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.of(file.blockStatus(offset, bytes));
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        return new GrantedPermissions(fromParents.perm().with(Permission.WRITE_UNCHANGED), fromParents.shared());
    }
}
