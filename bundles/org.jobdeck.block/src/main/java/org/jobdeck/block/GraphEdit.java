package org.jobdeck.block;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.loop.Errno;

/**
 * Changes of the graph's edges: each keeps permissions, quiescence and loops right, or leaves all as it was. Home thread
 * of the main loop only.
 */
final class GraphEdit {

    /** What can still be done with a node while it is somebody's backing file (QEMU: bdrv_backing_attach). */
    private static final Set<OpType> ALLOWED_ON_BACKING =
            Set.of(OpType.COMMIT_TARGET, OpType.STREAM, OpType.BACKUP_SOURCE, OpType.BACKUP_TARGET);

    private final BlockGraph graph;

    GraphEdit(BlockGraph graph) {
        this.graph = graph;
    }

    /** Something done while nodes are drained. */
    @FunctionalInterface
    interface Action {
        void run() throws BlockException;
    }

    /** Drains the nodes, does it, ends the drains. */
    void drained(Collection<BlockNode> nodes, Action action) throws BlockException {
        Set<BlockNode> distinct = new LinkedHashSet<>(nodes);
        distinct.forEach(BlockNode::ref);
        distinct.forEach(Drain::begin);
        try {
            graph.home().waitWhile(() -> distinct.stream().anyMatch(Drain::isBusy));
            action.run();
        } finally {
            distinct.forEach(Drain::end);
            distinct.forEach(BlockNode::unref);
        }
    }

    /** Adds an edge of a backend, a job or another user that is no node. */
    NodeEdge attach(EdgeParent parent, String name, Set<EdgeRole> roles, BlockNode child, GrantedPermissions wanted)
            throws BlockException {
        NodeEdge edge = new NodeEdge(graph, parent, name, roles, child);
        child.ref();
        try {
            connect(edge, child, () -> PermissionUpdate.change(edge, wanted));
        } finally {
            child.unref();
        }
        return edge;
    }

    /** Adds a child to a node. */
    NodeEdge attachChild(BlockNode parent, String name, Set<EdgeRole> roles, BlockNode child) throws BlockException {
        NodeEdge edge = new NodeEdge(graph, parent.asParent(), name, roles, child);
        child.ref();
        try {
            requireNoCycle(parent, name, child);
            connect(edge, child, () -> PermissionUpdate.refresh(List.of(parent)));
        } finally {
            child.unref();
        }
        return edge;
    }

    /** Links a new edge in and settles its permissions; if they are in conflict all is as before. */
    private void connect(NodeEdge edge, BlockNode child, Action permissions) throws BlockException {
        bringTogether(edge, child);
        link(edge, child);
        try {
            permissions.run();
        } catch (BlockException | RuntimeException e) {
            unlink(edge);
            goHome(child);
            throw e;
        }
        awaitParent(edge);
    }

    /** Removes an edge. */
    void detach(NodeEdge edge) {
        BlockNode child = edge.node();
        if (edge.isFrozen()) {
            throw new IllegalStateException("the edge is frozen: " + edge);
        }
        if (!child.parents().contains(edge)) {
            throw new IllegalStateException("the edge is not attached: " + edge);
        }
        child.ref();
        unlink(edge);
        edge.granted(GrantedPermissions.UNCONCERNED);
        refreshAfterLoosening(child);
        goHome(child);
        child.unref();
    }

    /** Gives a node another backing file, or none. */
    void setBacking(BlockNode node, Optional<BlockNode> backing) throws BlockException {
        Optional<NodeEdge> old = node.child("backing");
        if (old.isPresent() && old.get().isFrozen()) {
            throw new BlockException(Errno.EPERM, frozenText(old.get()));
        }
        if (backing.isPresent()) {
            requireBackingPossible(node, backing.get());
        }
        List<BlockNode> involved = new ArrayList<>(List.of(node));
        old.ifPresent(edge -> involved.add(edge.node()));
        backing.ifPresent(involved::add);
        drained(involved, () -> exchangeBacking(node, node.child("backing"), backing));
    }

    private void exchangeBacking(BlockNode node, Optional<NodeEdge> old, Optional<BlockNode> backing)
            throws BlockException {
        Optional<NodeEdge> fresh = Optional.empty();
        if (backing.isPresent()) {
            Set<EdgeRole> roles = node.isFilter() ? EdgeRole.FILTER : EdgeRole.BACKING;
            NodeEdge edge = new NodeEdge(graph, node.asParent(), "backing", roles, backing.get());
            bringTogether(edge, backing.get());
            fresh = Optional.of(edge);
        }
        old.ifPresent(this::unlink);
        if (fresh.isPresent()) {
            link(fresh.get(), fresh.get().node());
        }
        try {
            PermissionUpdate.refresh(nodesOf(node, old));
        } catch (BlockException | RuntimeException e) {
            fresh.ifPresent(this::unlink);
            old.ifPresent(edge -> link(edge, edge.node()));
            throw e;
        }
        old.ifPresent(edge -> goHome(edge.node()));
    }

    /**
     * Lets a child's edge lead to another node, or adds or takes away a backing file, with all of them drained; whether the
     * permissions allow it is to be found out afterwards.
     *
     * @return what undoes it
     */
    Runnable changeChild(BlockNode node, String name, Optional<BlockNode> child) throws BlockException {
        Optional<NodeEdge> now = node.child(name);
        if (now.isPresent() && now.get().isFrozen()) {
            throw new BlockException(Errno.EPERM, frozenText(now.get()));
        }
        if (child.isPresent()) {
            requireNoCycle(node, name, child.get());
        }
        if (now.isEmpty()) {
            BlockNode fresh = child.orElseThrow();
            requireBackingPossible(node, fresh);
            NodeEdge edge = new NodeEdge(graph, node.asParent(), name, EdgeRole.BACKING, fresh);
            bringTogether(edge, fresh);
            link(edge, fresh);
            return () -> unlink(edge);
        }
        NodeEdge edge = now.get();
        BlockNode old = edge.node();
        if (child.isEmpty()) {
            unlink(edge);
            return () -> link(edge, old);
        }
        bringTogether(edge, child.get());
        relink(edge, child.get());
        return () -> relink(edge, old);
    }

    private static List<BlockNode> nodesOf(BlockNode node, Optional<NodeEdge> edge) {
        return edge.map(e -> List.of(node, e.node())).orElse(List.of(node));
    }

    private static void requireBackingPossible(BlockNode node, BlockNode backing) throws BlockException {
        if (!node.isFilter() && !node.driver().supportsBacking()) {
            throw new BlockException(
                    Errno.EINVAL,
                    "Driver '" + node.driver().name() + "' of node '" + node.name()
                            + "' does not support backing files");
        }
        requireNoCycle(node, "backing", backing);
    }

    private static void requireNoCycle(BlockNode parent, String name, BlockNode child) throws BlockException {
        if (nodesBelow(child).contains(parent)) {
            throw new BlockException(
                    Errno.EINVAL,
                    "Making '" + child.name() + "' a " + name + " child of '" + parent.name()
                            + "' would create a cycle");
        }
    }

    /** Lets an edge lead to another node. */
    void replaceChild(NodeEdge edge, BlockNode newChild) throws BlockException {
        BlockNode old = edge.node();
        requireMovable(List.of(edge), old);
        Optional<BlockNode> above = edge.parentNode();
        if (above.isPresent()) {
            requireNoCycle(above.get(), edge.name(), newChild);
        }
        drained(List.of(old, newChild), () -> {
            bringTogether(edge, newChild);
            relink(edge, newChild);
            try {
                PermissionUpdate.refresh(List.of(newChild, old));
            } catch (BlockException | RuntimeException e) {
                relink(edge, old);
                throw e;
            }
            goHome(old);
        });
    }

    /** Lets the users of one node use another, but those that stay and those that are below the other one. */
    void replaceNode(BlockNode from, BlockNode to) throws BlockException {
        drained(List.of(from, to), () -> {
            alignLoops(to, from);
            List<NodeEdge> moving = edgesToMove(from, to);
            requireMovable(moving, from);
            moving.forEach(edge -> relink(edge, to));
            try {
                PermissionUpdate.refresh(List.of(to, from));
            } catch (BlockException | RuntimeException e) {
                moving.forEach(edge -> relink(edge, from));
                throw e;
            }
            goHome(from);
        });
    }

    /** Takes a filter out: its users use what it filters. */
    void dropFilter(BlockNode filter) throws BlockException {
        NodeEdge below = filter.chainChild()
                .orElseThrow(() -> new IllegalArgumentException("the node '" + filter.name() + "' has nothing below"));
        BlockNode child = below.node();
        drained(List.of(filter), () -> {
            List<NodeEdge> moving = edgesToMove(filter, child);
            requireMovable(moving, filter);
            moving.forEach(edge -> relink(edge, child));
            unlink(below);
            try {
                PermissionUpdate.refresh(List.of(child, filter));
            } catch (BlockException | RuntimeException e) {
                link(below, child);
                moving.forEach(edge -> relink(edge, filter));
                throw e;
            }
            goHome(child);
        });
    }

    /** Freezes the edges of the chain from one node down to another. */
    void freezeChain(BlockNode from, BlockNode to) throws BlockException {
        List<NodeEdge> chain = chain(from, to);
        for (NodeEdge edge : chain) {
            if (edge.isFrozen()) {
                throw new BlockException(Errno.EPERM, frozenText(edge));
            }
        }
        chain.forEach(edge -> edge.frozen(true));
    }

    /** Undoes {@link #freezeChain}. */
    void unfreezeChain(BlockNode from, BlockNode to) {
        chain(from, to).forEach(edge -> edge.frozen(false));
    }

    private static List<NodeEdge> chain(BlockNode from, BlockNode to) {
        List<NodeEdge> edges = new ArrayList<>();
        for (BlockNode node = from; node != to; node = edges.getLast().node()) {
            String name = node.name();
            edges.add(node.chainChild()
                    .orElseThrow(() -> new IllegalArgumentException("the chain from '" + from.name() + "' ends at '"
                            + name + "' and does not come to '" + to.name() + "'")));
        }
        return edges;
    }

    private static String frozenText(NodeEdge edge) {
        return "Cannot change frozen '" + edge.name() + "' link from '"
                + edge.parentNode().map(BlockNode::name).orElse("") + "' to '"
                + edge.node().name() + "'";
    }

    private static void requireMovable(List<NodeEdge> edges, BlockNode from) throws BlockException {
        for (NodeEdge edge : edges) {
            if (edge.isFrozen()) {
                throw new BlockException(
                        Errno.EPERM, "Cannot change '" + edge.name() + "' link to '" + from.name() + "'");
            }
        }
    }

    /** Oldest first, so that moving them one by one keeps their order. */
    private static List<NodeEdge> edgesToMove(BlockNode from, BlockNode to) {
        Set<BlockNode> below = nodesBelow(to);
        return from.parents().reversed().stream()
                .filter(edge -> !edge.parent().stayAtNode())
                .filter(edge ->
                        edge.parentNode().map(node -> !below.contains(node)).orElse(true))
                .toList();
    }

    private static Set<BlockNode> nodesBelow(BlockNode top) {
        Set<BlockNode> found = new HashSet<>();
        List<BlockNode> next = new ArrayList<>(List.of(top));
        while (!next.isEmpty()) {
            BlockNode node = next.removeLast();
            if (found.add(node)) {
                node.children().forEach(edge -> next.add(edge.node()));
            }
        }
        return found;
    }

    /** Puts child and user into one loop: the child goes to the user, or else the user to the child. */
    private void bringTogether(NodeEdge edge, BlockNode child) throws BlockException {
        EdgeParent parent = edge.parent();
        if (child.eventLoop() == parent.eventLoop()) {
            return;
        }
        try {
            graph.mover().move(parent.eventLoop(), change -> change.include(child));
        } catch (BlockException refusedByChild) {
            try {
                graph.mover().move(child.eventLoop(), change -> parent.changeLoop(edge, change));
            } catch (BlockException refusedByParent) {
                refusedByChild.addSuppressed(refusedByParent);
                throw refusedByChild;
            }
        }
    }

    private void alignLoops(BlockNode moved, BlockNode model) throws BlockException {
        if (moved.eventLoop() != model.eventLoop()) {
            graph.mover().move(model.eventLoop(), change -> change.include(moved));
        }
    }

    /** A node whose user in another loop has left goes back to the main loop, if nobody else minds. */
    private void goHome(BlockNode node) {
        if (node.eventLoop() == graph.mainLoop()) {
            return;
        }
        try {
            graph.mover().move(graph.mainLoop(), change -> change.include(node));
        } catch (BlockException somebodyStays) {
            graph.log(() -> "the node '" + node.name() + "' stays in the loop '"
                    + node.eventLoop().name() + "': " + somebodyStays.getMessage());
        }
    }

    private void refreshAfterLoosening(BlockNode child) {
        try {
            PermissionUpdate.refresh(List.of(child));
        } catch (BlockException e) {
            throw new IllegalStateException("asking for less was refused: " + e.getMessage(), e);
        }
    }

    private void awaitParent(NodeEdge edge) {
        graph.home().waitWhile(() -> edge.isParentQuiesced() && edge.parent().drainedPoll(edge));
    }

    /** Makes the two ends know each other; the edge holds a reference of the child. */
    private void link(NodeEdge edge, BlockNode child) {
        child.ref();
        edge.parentNode().ifPresent(node -> node.addChild(edge));
        join(edge, child);
    }

    private void unlink(NodeEdge edge) {
        BlockNode child = edge.node();
        leave(edge, child);
        edge.parentNode().ifPresent(node -> node.removeChild(edge));
        edge.releaseParent();
        child.unref();
    }

    private void relink(NodeEdge edge, BlockNode newChild) {
        BlockNode old = edge.node();
        newChild.ref();
        leave(edge, old);
        edge.parentNode().ifPresent(node -> node.renewChild(edge));
        join(edge, newChild);
        if (newChild.quiesceCounter() == 0) {
            edge.releaseParent();
        }
        old.unref();
    }

    private static void join(NodeEdge edge, BlockNode child) {
        edge.node(child);
        child.addParent(edge);
        if (edge.roles().contains(EdgeRole.COW)) {
            edge.parentNode().ifPresent(parent -> {
                for (OpType op : OpType.values()) {
                    if (!ALLOWED_ON_BACKING.contains(op)) {
                        child.blockOp(op, parent.backingBlocker());
                    }
                }
            });
        }
        if (child.quiesceCounter() > 0) {
            edge.quiesceParent();
        }
    }

    private static void leave(NodeEdge edge, BlockNode child) {
        child.removeParent(edge);
        if (edge.roles().contains(EdgeRole.COW)) {
            edge.parentNode().ifPresent(parent -> child.unblockAllOps(parent.backingBlocker()));
        }
    }
}
