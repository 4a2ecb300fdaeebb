package org.jobdeck.block;

import org.jobdeck.loop.EventLoop;

/** A node as the user of its children (QEMU: child_of_bds). */
record NodeParent(BlockNode node) implements EdgeParent {

    @Override
    public String describe() {
        return "node '" + node.name() + "'";
    }

    @Override
    public void drainedBegin(NodeEdge edge) {
        Drain.begin(node);
    }

    @Override
    public boolean drainedPoll(NodeEdge edge) {
        return Drain.isBusy(node);
    }

    @Override
    public void drainedEnd(NodeEdge edge) {
        Drain.end(node);
    }

    @Override
    public EventLoop eventLoop() {
        return node.eventLoop();
    }

    @Override
    public void changeLoop(NodeEdge edge, LoopChange change) throws BlockException {
        change.include(node);
    }
}
