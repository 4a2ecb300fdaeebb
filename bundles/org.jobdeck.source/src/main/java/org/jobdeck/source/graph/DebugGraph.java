package org.jobdeck.source.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * Reads the answer to {@code x-debug-query-block-graph}, the one command that tells of all edges, those of jobs among
 * them.
 *
 * @param edges between nodes
 * @param jobs which nodes the jobs use
 */
record DebugGraph(List<GraphEdge> edges, List<GraphUser> jobs) {

    DebugGraph {
        edges = List.copyOf(edges);
        jobs = List.copyOf(jobs);
    }

    private record Vertex(String type, String name) {}

    /** The names of the nodes in an answer. */
    static List<String> nodesIn(JsonObject answer) {
        return NodeList.objects(answer.array("nodes").orElse(JsonArray.of())).stream()
                .filter(node -> node.string("type").orElse("").equals("block-driver"))
                .flatMap(node -> node.string("name").stream())
                .toList();
    }

    /**
     * Reads it.
     *
     * @param isKnown whether there is a node of that name: nodes may have come and gone since they were listed
     */
    static DebugGraph of(JsonObject answer, Predicate<String> isKnown) {
        Map<Long, Vertex> vertices = new HashMap<>();
        for (JsonObject node : NodeList.objects(answer.array("nodes").orElse(JsonArray.of()))) {
            node.integer("id")
                    .ifPresent(id -> vertices.put(
                            id,
                            new Vertex(
                                    node.string("type").orElse(""),
                                    node.string("name").orElse(""))));
        }
        List<GraphEdge> edges = new ArrayList<>();
        List<GraphUser> jobs = new ArrayList<>();
        JsonValue told = answer.array("edges").orElse(JsonArray.of());
        for (JsonObject edge : NodeList.objects(told)) {
            Vertex parent = vertices.get(edge.integer("parent").orElse(-1L));
            Vertex child = vertices.get(edge.integer("child").orElse(-1L));
            String role = edge.string("name").orElse("");
            if (parent == null || child == null || !isKnown.test(child.name)) {
                continue;
            }
            if (parent.type.equals("block-job")) {
                jobs.add(new GraphUser(GraphUser.Kind.JOB, parent.name, child.name, role));
            } else if (parent.type.equals("block-driver") && isKnown.test(parent.name)) {
                edges.add(new GraphEdge(parent.name, child.name, role));
            }
        }
        return new DebugGraph(edges, jobs);
    }
}
