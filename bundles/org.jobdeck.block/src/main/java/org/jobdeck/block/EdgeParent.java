package org.jobdeck.block;

import org.jobdeck.loop.EventLoop;

/**
 * The upper end of an edge: a node, a named backend or a job (QEMU: BdrvChildClass). The methods are called in the
 * graph's main loop, but {@link #drainedPoll} and {@link #eventLoop} on any thread.
 */
public interface EdgeParent {

    /** Who it is, for messages: {@code node 'x'}, {@code block device 'drive0'}, {@code backup job 'job0'}. */
    String describe();

    /** What it is called by those who know what it is: a job's id, for instance. */
    default String shortName() {
        return describe();
    }

    /** Asks to send no further requests through the edge until {@link #drainedEnd}. Must not wait. */
    void drainedBegin(NodeEdge edge);

    /**
     * Whether it is still busy with what it began before {@link #drainedBegin}. When this turns false, the main loop must
     * be kicked. Takes itself whatever lock it needs, for a moment only.
     */
    boolean drainedPoll(NodeEdge edge);

    /** It may send requests again. Must not wait. */
    void drainedEnd(NodeEdge edge);

    /** The loop it runs in; a node attached to it must be in the same one. */
    EventLoop eventLoop();

    /**
     * Joins a change of loop, or refuses it: follows its other edges ({@link LoopChange#include}) and says what is to be
     * done once all have agreed ({@link LoopChange#onCommit}). Changes nothing itself. May be called more than once for
     * one change.
     *
     * @throws BlockException if it cannot leave its loop
     */
    void changeLoop(NodeEdge edge, LoopChange change) throws BlockException;

    /** Whether it keeps its node when another takes that node's place in the graph (QEMU: stay_at_node). */
    default boolean stayAtNode() {
        return false;
    }
}
