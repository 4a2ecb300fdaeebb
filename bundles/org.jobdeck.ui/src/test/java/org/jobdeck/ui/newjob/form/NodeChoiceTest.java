package org.jobdeck.ui.newjob.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.junit.jupiter.api.Test;

class NodeChoiceTest {

    private static GraphNode node(String name, String driver, String file) {
        return new GraphNode(name, driver, file, false, 1 << 20, 4096, List.of());
    }

    @Test
    void disksComeFirstAndFilesLast() {
        NodeGraph graph = new NodeGraph(
                List.of(
                        node("#block101", "file", "/img/a"),
                        node("base", "qcow2", "/img/base"),
                        node("disk0", "qcow2", "json:{\"driver\": \"qcow2\"}")),
                List.of(new GraphEdge("disk0", "#block101", "file"), new GraphEdge("disk0", "base", "backing")),
                List.of(new GraphUser(GraphUser.Kind.DEVICE, "virtio0", "disk0", "root")));
        List<NodeChoice> choices = NodeChoice.of(graph);
        assertEquals(
                List.of("disk0", "base", "#block101"),
                choices.stream().map(NodeChoice::name).toList());
        assertEquals(
                "disk0 – qcow2, 1.00 MiB, used by virtio0 – /img/a",
                choices.get(0).label());
        assertEquals(
                "base – qcow2, 1.00 MiB, used by disk0 – /img/base",
                choices.get(1).label());
    }
}
