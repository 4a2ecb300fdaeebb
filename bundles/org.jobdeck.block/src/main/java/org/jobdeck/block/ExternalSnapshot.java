package org.jobdeck.block;

import java.util.Optional;
import org.jobdeck.loop.Errno;

/** What must hold before a node becomes the backing file of an overlay (QEMU: external_snapshot_prepare). Main loop. */
public final class ExternalSnapshot {

    private ExternalSnapshot() {}

    /**
     * Looks whether one node can become the backing file of another.
     *
     * @param nodeName the node
     * @param overlayName the node that is to lie above it
     * @throws BlockException if not, in QEMU's order
     */
    public static void check(BlockGraph graph, String nodeName, String overlayName) throws BlockException {
        graph.requireMain("checking a snapshot");
        BlockNode node = graph.lookUp(nodeName);
        node.checkOp(OpType.EXTERNAL_SNAPSHOT);
        if (!node.isReadOnly()) {
            try {
                node.flush();
            } catch (BlockException e) {
                throw new BlockException(e.errno(), "An IO error has occurred", e);
            }
        }
        checkOverlay(graph.lookUp(overlayName));
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
}
