package org.jobdeck.ui.newjob.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobdeck.source.Units;
import org.jobdeck.source.graph.GraphEdge;
import org.jobdeck.source.graph.GraphNode;
import org.jobdeck.source.graph.GraphUser;
import org.jobdeck.source.graph.NodeGraph;
import org.jobdeck.ui.i18n.Messages;

/**
 * A block node that can be chosen.
 *
 * @param node what is known of it
 * @param file the file where its data is; empty if there is none
 * @param users the names of what uses it: devices, jobs, exports, and else the nodes upon it
 */
public record NodeChoice(GraphNode node, String file, List<String> users) {

    private static final Messages TEXTS = Messages.of(NodeChoice.class);

    /** Makes the list unmodifiable. */
    public NodeChoice {
        users = List.copyOf(users);
    }

    /** Its name. */
    public String name() {
        return node.name();
    }

    /** All that helps to choose: name, driver, size, who uses it, file. */
    public String label() {
        String size = node.virtualSize() < 0 ? "" : ", " + Units.bytes(node.virtualSize());
        String used = users.isEmpty() ? TEXTS.get("node.free") : TEXTS.format("node.used", String.join(", ", users));
        String place = file.isEmpty() ? "" : " – " + file;
        return node.name() + " – " + node.driver() + size + ", " + used + place;
    }

    /** All nodes of a graph: disks first, what lies below them next, and the nodes that are only files of others last. */
    public static List<NodeChoice> of(NodeGraph graph) {
        Set<String> files = graph.edges().stream()
                .filter(edge -> edge.role().equals("file"))
                .map(GraphEdge::child)
                .collect(Collectors.toSet());
        Set<String> below = graph.edges().stream().map(GraphEdge::child).collect(Collectors.toCollection(HashSet::new));
        List<NodeChoice> choices = new ArrayList<>();
        for (GraphNode node : graph.nodes()) {
            choices.add(new NodeChoice(node, fileOf(graph, node), usersOf(graph, node.name())));
        }
        choices.sort(Comparator.comparingInt((NodeChoice choice) -> rank(choice.name(), files, below))
                .thenComparing(NodeChoice::name));
        return List.copyOf(choices);
    }

    private static int rank(String node, Set<String> files, Set<String> below) {
        return files.contains(node) ? 2 : below.contains(node) ? 1 : 0;
    }

    /** Where QEMU can name a node only by all of its options, the file is that of the node below. */
    private static String fileOf(NodeGraph graph, GraphNode node) {
        if (!node.file().startsWith("json:")) {
            return node.file();
        }
        return graph.edges().stream()
                .filter(edge -> edge.parent().equals(node.name()) && edge.role().equals("file"))
                .map(GraphEdge::child)
                .findFirst()
                .flatMap(graph::node)
                .map(GraphNode::file)
                .filter(file -> !file.startsWith("json:"))
                .orElse("");
    }

    private static List<String> usersOf(NodeGraph graph, String node) {
        List<String> users = graph.usersOf(node).stream().map(GraphUser::name).toList();
        return users.isEmpty()
                ? graph.edges().stream()
                        .filter(edge -> edge.child().equals(node))
                        .map(GraphEdge::parent)
                        .toList()
                : users;
    }
}
