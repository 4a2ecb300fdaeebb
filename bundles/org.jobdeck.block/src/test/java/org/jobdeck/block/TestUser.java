package org.jobdeck.block;

import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;

/** A user of nodes that is no node, as a job is one. */
class TestUser implements EdgeParent {

    final String name;
    EventLoop loop;
    int paused;
    int begins;
    int ends;
    volatile boolean busy;
    boolean stays;
    boolean mayMove;
    Runnable onEnd = () -> {};

    TestUser(String name, EventLoop loop) {
        this.name = name;
        this.loop = loop;
    }

    @Override
    public String describe() {
        return "test job '" + name + "'";
    }

    @Override
    public void drainedBegin(NodeEdge edge) {
        paused++;
        begins++;
    }

    @Override
    public boolean drainedPoll(NodeEdge edge) {
        return busy;
    }

    @Override
    public void drainedEnd(NodeEdge edge) {
        paused--;
        ends++;
        onEnd.run();
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public void changeLoop(NodeEdge edge, LoopChange change) throws BlockException {
        if (!mayMove) {
            throw new BlockException(Errno.EPERM, "test job '" + name + "' stays");
        }
        change.onCommit(() -> loop = change.target());
    }

    @Override
    public boolean stayAtNode() {
        return stays;
    }
}
