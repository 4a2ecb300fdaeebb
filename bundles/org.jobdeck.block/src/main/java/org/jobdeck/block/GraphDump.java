package org.jobdeck.block;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/**
 * All of a graph with its users and permissions, for those who look for what is wrong with it (QEMU:
 * bdrv_get_xdbg_block_graph). Main loop.
 */
public final class GraphDump {

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<JsonObject> nodes = new ArrayList<>();
    private final List<JsonObject> edges = new ArrayList<>();

    private GraphDump() {}

    /** In the form of the monitor protocol: backends, jobs and nodes by number, and the edges between them. */
    public static JsonObject of(BlockGraph graph) {
        graph.requireMain("dumping the graph");
        GraphDump dump = new GraphDump();
        graph.backends().forEach(dump::add);
        Map<EdgeParent, List<NodeEdge>> jobs = jobs(graph);
        jobs.forEach(dump::addJob);
        graph.nodes().stream()
                .sorted(Comparator.comparingLong(BlockNode::number))
                .forEach(dump::add);
        return JsonObject.builder()
                .put("nodes", JsonArray.builder().addAll(dump.nodes.reversed()).build())
                .put("edges", JsonArray.builder().addAll(dump.edges.reversed()).build())
                .build();
    }

    /** The users that are neither nodes nor backends, with their edges, both the newest first. */
    private static Map<EdgeParent, List<NodeEdge>> jobs(BlockGraph graph) {
        Map<EdgeParent, List<NodeEdge>> jobs = new LinkedHashMap<>();
        graph.nodes().stream()
                .flatMap(node -> node.parents().stream())
                .filter(edge -> !(edge.parent() instanceof NodeParent) && !(edge.parent() instanceof NamedBackend))
                .sorted(Comparator.comparingLong(NodeEdge::number).reversed())
                .forEach(edge -> jobs.computeIfAbsent(edge.parent(), key -> new ArrayList<>())
                        .add(edge));
        return jobs;
    }

    private int number(Object thing) {
        return numbers.computeIfAbsent(thing, key -> numbers.size() + 1);
    }

    private void add(NamedBackend backend) {
        addNode(backend, "block-backend", backend.name().orElse(""));
        backend.root().ifPresent(root -> addEdge(backend, root));
    }

    private void addJob(EdgeParent job, List<NodeEdge> itsEdges) {
        addNode(job, "block-job", job.shortName());
        itsEdges.forEach(edge -> addEdge(job, edge));
    }

    private void add(BlockNode node) {
        addNode(node, "block-driver", node.name());
        node.children().forEach(edge -> addEdge(node, edge));
    }

    private void addNode(Object thing, String type, String name) {
        nodes.add(JsonObject.builder()
                .put("id", number(thing))
                .put("type", type)
                .put("name", name)
                .build());
    }

    private void addEdge(Object parent, NodeEdge edge) {
        edges.add(JsonObject.builder()
                .put("parent", number(parent))
                .put("child", number(edge.node()))
                .put("name", edge.name())
                .put("perm", names(edge.permissions().perm()))
                .put("shared-perm", names(edge.permissions().shared()))
                .build());
    }

    private static JsonArray names(Permissions permissions) {
        JsonArray.Builder names = JsonArray.builder();
        for (Permission p : List.of(Permission.values()).reversed()) {
            if (permissions.has(p)) {
                names.add(p.text().replace(' ', '-'));
            }
        }
        return names.build();
    }
}
