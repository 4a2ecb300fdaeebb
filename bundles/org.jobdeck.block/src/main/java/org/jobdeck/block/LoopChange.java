package org.jobdeck.block;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jobdeck.loop.EventLoop;

/**
 * One change of loop of everything that hangs together, in the making: all agree first, then all move (QEMU:
 * bdrv_change_aio_context with a transaction). Main loop only.
 */
public final class LoopChange {

    private final EventLoop target;
    private final Set<NodeEdge> visited = new HashSet<>();
    private final Set<BlockNode> nodes = new LinkedHashSet<>();
    private final List<Runnable> commits = new ArrayList<>();

    LoopChange(EventLoop target) {
        this.target = target;
    }

    /** The loop to move to. */
    public EventLoop target() {
        return target;
    }

    /** Makes the node at the lower end of an edge, and all that hangs on it, part of the change. */
    public void include(NodeEdge edge) throws BlockException {
        if (visited.add(edge)) {
            include(edge.node());
        }
    }

    /** Makes a node, and all that hangs on it, part of the change. */
    public void include(BlockNode node) throws BlockException {
        if (node.eventLoop() == target || !nodes.add(node)) {
            return;
        }
        for (NodeEdge above : node.parents()) {
            if (visited.add(above)) {
                above.parent().changeLoop(above, this);
            }
        }
        for (NodeEdge below : node.children()) {
            include(below);
        }
    }

    /** Adds what is to be done when all have agreed, while the nodes are drained. Must not fail. */
    public void onCommit(Runnable action) {
        commits.add(action);
    }

    void ignore(NodeEdge edge) {
        visited.add(edge);
    }

    Set<BlockNode> nodes() {
        return nodes;
    }

    void commit() {
        nodes.forEach(node -> node.moveTo(target));
        commits.forEach(Runnable::run);
    }
}
