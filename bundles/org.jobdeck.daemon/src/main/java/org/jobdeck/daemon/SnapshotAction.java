package org.jobdeck.daemon;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.ExternalSnapshot;

/**
 * An external snapshot in a transaction (QEMU: external_snapshot_prepare and the rest). The node is drained from prepare to
 * clean, so that jobs that use it pause even if the snapshot is refused.
 */
final class SnapshotAction implements TransactionAction {

    private final BlockGraph graph;
    private final String nodeName;
    private final String overlayName;

    private DrainedNode drained;
    private Optional<ExternalSnapshot> snapshot = Optional.empty();

    SnapshotAction(BlockGraph graph, String nodeName, String overlayName) {
        this.graph = graph;
        this.nodeName = nodeName;
        this.overlayName = overlayName;
    }

    @Override
    public void prepare() throws BlockException {
        drained = DrainedNode.begin(graph, graph.lookUp(nodeName));
        snapshot = Optional.of(ExternalSnapshot.make(graph, nodeName, overlayName));
    }

    @Override
    public void commit() {
        snapshot.orElseThrow().commit();
    }

    @Override
    public void abort() {
        snapshot.ifPresent(ExternalSnapshot::undo);
    }

    @Override
    public void clean() {
        if (drained != null) {
            drained.end();
        }
    }
}
