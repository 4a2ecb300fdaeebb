package org.jobdeck.block;

/**
 * The steps of a drain, none of which waits. The graph keeps to it that the user above an edge is quiesced exactly while
 * the node below it is; so a node tells its parents only of its first drain and of the end of its last one (QEMU: as
 * since 8.0). Home thread of the main loop only, but {@link #isBusy}.
 */
final class Drain {

    private Drain() {}

    /** One more drain of the node: with the first, all users are asked to be quiet. */
    static void begin(BlockNode node) {
        if (node.quiesceOnce() == 1) {
            for (NodeEdge above : node.parents()) {
                if (above.node() == node) {
                    above.quiesceParent();
                }
            }
            node.driver().drainBegin();
        }
    }

    /** One drain less: with the last, all users may go on. A user that leaves meanwhile was let go by its leaving. */
    static void end(BlockNode node) {
        if (node.unquiesceOnce() > 0) {
            return;
        }
        node.driver().drainEnd();
        for (NodeEdge above : node.parents()) {
            if (node.quiesceCounter() > 0) {
                return;
            }
            if (above.node() == node) {
                above.releaseParent();
            }
        }
    }

    /** Whether requests on the node are under way or a user of it is still busy. Any thread. */
    static boolean isBusy(BlockNode node) {
        for (NodeEdge above : node.parents()) {
            if (above.parent().drainedPoll(above)) {
                return true;
            }
        }
        return node.inFlight() > 0 || node.driver().drainPoll();
    }
}
