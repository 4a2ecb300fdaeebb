package org.jobdeck.block.internal.qcow2;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.NodeEdge;

/** The backing file that a node has at the moment, or none. */
record BackingNode(BlockNode overlay) implements Backing {

    @Override
    public boolean exists() {
        return overlay.cowChild().isPresent();
    }

    @Override
    public long length() {
        return overlay.cowChild().map(NodeEdge::length).orElse(0L);
    }

    @Override
    public void read(long offset, ByteBuffer into) throws BlockException {
        Optional<NodeEdge> below = overlay.cowChild();
        if (below.isPresent()) {
            below.get().pread(offset, into);
        } else {
            Reader.fillWithZeroes(into);
        }
    }

    @Override
    public boolean isZero(long offset, long bytes) throws BlockException {
        return isZero(overlay.cowChild(), offset, bytes);
    }

    private static boolean isZero(Optional<NodeEdge> edge, long offset, long bytes) throws BlockException {
        if (edge.isEmpty()) {
            return true;
        }
        long end = Math.min(offset + bytes, edge.get().length());
        for (long at = offset; at < end; ) {
            BlockStatus status = edge.get().blockStatus(at, end - at);
            boolean below = !status.allocated()
                    && !status.zero()
                    && isZero(edge.get().node().chainChild(), at, status.bytes());
            if (!status.zero() && !below) {
                return false;
            }
            at += status.bytes();
        }
        return true;
    }
}
