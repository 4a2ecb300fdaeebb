package org.jobdeck.source.graph;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeInfo;
import org.jobdeck.block.NodeInfos;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.json.JsonArray;

/** Reads the block nodes of an engine of this process, in which all edges can be seen. */
public final class EngineGraph {

    private EngineGraph() {}

    /** The graph as it is. Main loop of the engine. */
    public static NodeGraph of(BlockGraph graph) {
        JsonArray infos = JsonArray.builder()
                .addAll(NodeInfos.all(graph, true).stream()
                        .map(NodeInfo::toJson)
                        .toList())
                .build();
        List<GraphEdge> edges = new ArrayList<>();
        List<GraphUser> users = new ArrayList<>();
        for (BlockNode node : graph.nodes()) {
            for (NodeEdge child : node.children()) {
                edges.add(new GraphEdge(node.name(), child.node().name(), child.name()));
            }
            for (NodeEdge above : node.parents()) {
                addUser(users, above, node.name());
            }
        }
        return new NodeGraph(NodeList.of(infos).nodes(), edges, users);
    }

    /** What has no name (the helpers of jobs, hidden jobs) is not told of, as in QEMU. */
    private static void addUser(List<GraphUser> users, NodeEdge edge, String node) {
        if (edge.parent() instanceof BlockJob user && user.job().id() != null) {
            users.add(new GraphUser(GraphUser.Kind.JOB, user.job().id(), node, edge.name()));
        } else if (edge.parent() instanceof NamedBackend backend) {
            backend.name().ifPresent(name -> users.add(new GraphUser(GraphUser.Kind.DEVICE, name, node, edge.name())));
        }
    }
}
