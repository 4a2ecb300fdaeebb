package org.jobdeck.ui.model.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;

/** Which part of a graph is looked at. */
public final class GraphScope {

    private GraphScope() {}

    /** The nodes that hang together with one that the job uses, by edges; none if the job uses none. */
    public static NodeGraph around(NodeGraph graph, String job) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (GraphUser user : graph.users()) {
            if (user.kind() == GraphUser.Kind.JOB && user.name().equals(job)) {
                open.add(user.node());
            }
        }
        Map<String, List<String>> neighbours = new HashMap<>();
        for (GraphEdge edge : graph.edges()) {
            neighbours.computeIfAbsent(edge.parent(), n -> new ArrayList<>()).add(edge.child());
            neighbours.computeIfAbsent(edge.child(), n -> new ArrayList<>()).add(edge.parent());
        }
        while (!open.isEmpty()) {
            String node = open.remove();
            if (reached.add(node)) {
                open.addAll(neighbours.getOrDefault(node, List.of()));
            }
        }
        return only(graph, reached);
    }

    /** No more than the first nodes, with what belongs to them. */
    public static NodeGraph first(NodeGraph graph, int most) {
        if (graph.nodes().size() <= most) {
            return graph;
        }
        Set<String> kept = new HashSet<>();
        graph.nodes().stream().limit(most).forEach(node -> kept.add(node.name()));
        return only(graph, kept);
    }

    private static NodeGraph only(NodeGraph graph, Set<String> kept) {
        return new NodeGraph(
                graph.nodes().stream()
                        .filter(node -> kept.contains(node.name()))
                        .toList(),
                graph.edges().stream()
                        .filter(edge -> kept.contains(edge.parent()) && kept.contains(edge.child()))
                        .toList(),
                graph.users().stream()
                        .filter(user -> kept.contains(user.node()))
                        .toList());
    }

    /** What the jobs themselves say of nodes, for a source that cannot be asked. */
    public static NodeGraph ofJobs(Collection<JobSnapshot> jobs) {
        Map<String, GraphNode> nodes = new LinkedHashMap<>();
        List<GraphUser> users = new ArrayList<>();
        for (JobSnapshot job : jobs) {
            for (JobResource resource : job.resources()) {
                nodes.putIfAbsent(
                        resource.name(),
                        new GraphNode(resource.name(), "", resource.location(), false, -1, -1, List.of()));
                users.add(new GraphUser(GraphUser.Kind.JOB, job.id(), resource.name(), resource.role()));
            }
        }
        return new NodeGraph(List.copyOf(nodes.values()), List.of(), users);
    }
}
