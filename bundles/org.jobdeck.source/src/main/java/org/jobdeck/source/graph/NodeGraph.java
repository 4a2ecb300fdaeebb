package org.jobdeck.source.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All block nodes of a source at one moment.
 *
 * @param nodes in the order in which the source tells them
 * @param edges between them
 * @param users what uses them
 */
public record NodeGraph(List<GraphNode> nodes, List<GraphEdge> edges, List<GraphUser> users) {

    /** No nodes at all. */
    public static final NodeGraph EMPTY = new NodeGraph(List.of(), List.of(), List.of());

    /** Makes the lists unmodifiable. */
    public NodeGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        users = List.copyOf(users);
    }

    /** The same graph with further users. */
    NodeGraph withUsers(List<GraphUser> more) {
        return new NodeGraph(
                nodes, edges, Stream.concat(users.stream(), more.stream()).toList());
    }

    /** The node of that name. */
    public Optional<GraphNode> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** What uses the node, other nodes apart. */
    public List<GraphUser> usersOf(String node) {
        return users.stream().filter(user -> user.node().equals(node)).toList();
    }
}
