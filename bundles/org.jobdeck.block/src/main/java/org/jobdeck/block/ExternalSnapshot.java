package org.jobdeck.block;

import java.util.Optional;
import org.jobdeck.loop.Errno;

/** Lets a node become the backing file of an overlay, which its users use from then on (QEMU: external_snapshot_*). Main loop. */
public final class ExternalSnapshot {

    private final BlockGraph graph;
    private final BlockNode node;
    private final BlockNode overlay;

    private ExternalSnapshot(BlockGraph graph, BlockNode node, BlockNode overlay) {
        this.graph = graph;
        this.node = node;
        this.overlay = overlay;
    }

    /**
     * Looks whether one node can become the backing file of another, and makes it so.
     *
     * @param nodeName the node
     * @param overlayName the node that is to lie above it
     * @throws BlockException if not, in QEMU's order; nothing has changed then
     */
    public static ExternalSnapshot make(BlockGraph graph, String nodeName, String overlayName) throws BlockException {
        graph.requireMain("making a snapshot");
        BlockNode node = graph.lookUp(nodeName);
        node.checkOp(OpType.EXTERNAL_SNAPSHOT);
        if (!node.isReadOnly()) {
            try {
                node.flush();
            } catch (BlockException e) {
                throw new BlockException(e.errno(), "An IO error has occurred", e);
            }
        }
        BlockNode overlay = graph.lookUp(overlayName);
        checkOverlay(overlay);
        ExternalSnapshot snapshot = new ExternalSnapshot(graph, node, overlay);
        snapshot.append();
        return snapshot;
    }

    private static void checkOverlay(BlockNode overlay) throws BlockException {
        boolean inUse = overlay.cumulativePermissions().perm().hasAll(Permissions.of(Permission.CONSISTENT_READ))
                && !overlay.parents().isEmpty();
        if (inUse || !overlay.deviceName().isEmpty()) {
            throw new BlockException(Errno.EBUSY, "The overlay is already in use");
        }
        if (overlay.isFilter()) {
            throw new BlockException(Errno.EINVAL, "Filters cannot be used as overlays");
        }
        Optional<NodeEdge> backing = overlay.cowChild();
        if (backing.isPresent()) {
            throw new BlockException(Errno.EINVAL, "The overlay already has a backing image");
        }
        if (!overlay.driver().supportsBacking()) {
            throw new BlockException(Errno.EINVAL, "The overlay does not support backing images");
        }
    }

    /** QEMU: bdrv_append. */
    private void append() throws BlockException {
        graph.setBacking(overlay, Optional.of(node));
        try {
            graph.replaceNode(node, overlay);
        } catch (BlockException e) {
            graph.setBacking(overlay, Optional.empty());
            throw e;
        }
    }

    /** It stays so: nobody writes to the node any more. */
    public void commit() {
        try {
            graph.makeReadOnly(node);
        } catch (BlockException e) {
            graph.log(() -> "the node '" + node.name() + "' stays writable: " + e.getMessage());
        }
    }

    /** All is as it was before. */
    public void undo() {
        node.ref();
        try {
            graph.setBacking(overlay, Optional.empty());
            graph.replaceNode(overlay, node);
        } catch (BlockException e) {
            throw new IllegalStateException("a snapshot that was just made cannot be undone: " + e.getMessage(), e);
        } finally {
            node.unref();
        }
    }
}
