package org.jobdeck.block;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobdeck.loop.Errno;

/**
 * One new computation of permissions, from some nodes downwards, that either holds everywhere or changes nothing (QEMU:
 * bdrv_list_refresh_perms). Main loop only.
 */
final class PermissionUpdate {

    private final Map<NodeEdge, GrantedPermissions> before = new LinkedHashMap<>();
    private final List<PreparedStep> steps = new ArrayList<>();

    private PermissionUpdate() {}

    /** Computes anew what the given nodes need from their children, and so on downwards. */
    static void refresh(Collection<BlockNode> nodes) throws BlockException {
        new PermissionUpdate().run(nodes);
    }

    /** Gives an edge other permissions and computes what follows from that. */
    static void change(NodeEdge edge, GrantedPermissions wanted) throws BlockException {
        PermissionUpdate update = new PermissionUpdate();
        update.grant(edge, wanted);
        update.run(List.of(edge.node()));
    }

    private void run(Collection<BlockNode> nodes) throws BlockException {
        try {
            for (BlockNode node : fromTopToBottom(nodes)) {
                check(node);
                GrantedPermissions needed = node.cumulativePermissions();
                steps.add(node.driver().checkPermissions(needed));
                for (NodeEdge below : node.children()) {
                    GrantedPermissions wanted = node.driver().childPermissions(below, needed);
                    boolean force = below.node().settings().forceShare();
                    grant(below, force ? new GrantedPermissions(wanted.perm(), Permissions.ALL) : wanted);
                }
            }
        } catch (BlockException | RuntimeException e) {
            before.forEach(NodeEdge::granted);
            steps.reversed().forEach(PreparedStep::abort);
            throw e;
        }
        steps.forEach(PreparedStep::commit);
    }

    private void grant(NodeEdge edge, GrantedPermissions wanted) {
        before.putIfAbsent(edge, edge.permissions());
        edge.granted(wanted);
    }

    private static void check(BlockNode node) throws BlockException {
        List<NodeEdge> users = node.parents();
        for (NodeEdge a : users) {
            for (NodeEdge b : users) {
                Permissions conflict =
                        b.permissions().perm().minus(a.permissions().shared());
                if (a != b && !conflict.isEmpty()) {
                    throw new BlockException(Errno.EPERM, conflictText(node, conflict, b, a));
                }
            }
        }
        if (node.isReadOnly() && node.cumulativePermissions().perm().canWrite()) {
            throw new BlockException(
                    Errno.EPERM,
                    node.isTurningReadOnly()
                            ? "Read-only block node '" + node.name() + "' cannot support read-write users"
                            : "Block node is read-only");
        }
    }

    private static String conflictText(BlockNode node, Permissions conflict, NodeEdge needs, NodeEdge refuses) {
        return "Permission conflict on node '" + node.name() + "': permissions '" + conflict.names()
                + "' are both required by " + user(node, needs) + " and unshared by " + user(node, refuses) + ".";
    }

    private static String user(BlockNode node, NodeEdge edge) {
        return edge.parent().describe() + " (uses node '" + node.name() + "' as '" + edge.name() + "' child)";
    }

    /** The nodes and all below them, each after all of its parents among them. */
    private static Deque<BlockNode> fromTopToBottom(Collection<BlockNode> nodes) {
        Deque<BlockNode> order = new ArrayDeque<>();
        Set<BlockNode> seen = new HashSet<>();
        nodes.forEach(node -> visit(node, seen, order));
        return order;
    }

    private static void visit(BlockNode node, Set<BlockNode> seen, Deque<BlockNode> order) {
        if (seen.add(node)) {
            node.children().forEach(below -> visit(below.node(), seen, order));
            order.addFirst(node);
        }
    }
}
