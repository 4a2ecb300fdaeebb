package org.jobdeck.block;

import java.util.Set;
import org.jobdeck.loop.EventLoop;

/** Moves everything that hangs together to another loop. Home thread of the main loop only. */
final class LoopMover {

    /** Says where a change begins. */
    @FunctionalInterface
    interface Plan {
        void fill(LoopChange change) throws BlockException;
    }

    private final HomeThread home;

    LoopMover(HomeThread home) {
        this.home = home;
    }

    /**
     * Moves everything that the plan leads to, or nothing.
     *
     * @param plan may be called several times
     * @throws BlockException if somebody cannot leave its loop
     */
    void move(EventLoop target, Plan plan) throws BlockException {
        LoopChange change = changeOf(target, plan);
        while (!change.nodes().isEmpty()) {
            if (drainAndCommit(change.nodes(), target, plan)) {
                return;
            }
            change = changeOf(target, plan);
        }
        change.commit();
    }

    /** Returns false if the graph has changed while the nodes came to rest, so that the plan is void. */
    private boolean drainAndCommit(Set<BlockNode> nodes, EventLoop target, Plan plan) throws BlockException {
        nodes.forEach(BlockNode::ref);
        nodes.forEach(Drain::begin);
        try {
            home.waitWhile(() -> nodes.stream().anyMatch(Drain::isBusy));
            LoopChange change = changeOf(target, plan);
            if (!nodes.containsAll(change.nodes())) {
                return false;
            }
            change.commit();
            return true;
        } finally {
            nodes.forEach(Drain::end);
            nodes.forEach(BlockNode::unref);
        }
    }

    private static LoopChange changeOf(EventLoop target, Plan plan) throws BlockException {
        LoopChange change = new LoopChange(target);
        plan.fill(change);
        return change;
    }
}
