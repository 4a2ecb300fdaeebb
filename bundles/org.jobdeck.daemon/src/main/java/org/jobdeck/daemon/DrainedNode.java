package org.jobdeck.daemon;

import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;

/** A node that is drained, and kept, for the time of a transaction. Main loop. */
final class DrainedNode {

    private final BlockGraph graph;
    private final BlockNode node;

    private DrainedNode(BlockGraph graph, BlockNode node) {
        this.graph = graph;
        this.node = node;
    }

    /** Drains a node. */
    static DrainedNode begin(BlockGraph graph, BlockNode node) {
        node.ref();
        graph.drainedBegin(node);
        return new DrainedNode(graph, node);
    }

    /** Lets it go. */
    void end() {
        graph.drainedEnd(node);
        node.unref();
    }
}
