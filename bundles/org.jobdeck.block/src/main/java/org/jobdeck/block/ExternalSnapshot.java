package org.jobdeck.block;

import org.jobdeck.loop.Errno;

/** Putting an overlay above a node (QEMU: external_snapshot_prepare). Main loop. */
public final class ExternalSnapshot {

    private ExternalSnapshot() {}

    /**
     * Checks whether one node could become the overlay of another.
     *
     * @param nodeName the node, or a device on it
     * @param overlayName the overlay, likewise
     * @throws BlockException if not; in QEMU's words and order
     */
    public static void check(BlockGraph graph, String nodeName, String overlayName) throws BlockException {
        BlockNode node = graph.lookUp(nodeName);
        node.checkOp(OpType.EXTERNAL_SNAPSHOT);
        if (!node.isReadOnly()) {
            flush(node);
        }
        BlockNode overlay = graph.lookUp(overlayName);
        if (overlay.parents().stream().anyMatch(edge -> edge.parent() instanceof NamedBackend)) {
            throw new BlockException(Errno.EINVAL, "The overlay is already in use");
        }
        if (overlay.cowChild().isPresent()) {
            throw new BlockException(Errno.EINVAL, "The overlay already has a backing image");
        }
        if (!overlay.driver().supportsBacking()) {
            throw new BlockException(Errno.EINVAL, "The overlay does not support backing images");
        }
    }

    private static void flush(BlockNode node) throws BlockException {
        try {
            node.flush();
        } catch (BlockException e) {
            throw new BlockException(Errno.EIO, "An IO error has occurred", e);
        }
    }
}
