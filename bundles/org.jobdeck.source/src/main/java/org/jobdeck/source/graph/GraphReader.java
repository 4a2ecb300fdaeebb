package org.jobdeck.source.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;
import org.jobdeck.source.ServerSkills;

/**
 * Reads the block nodes of a server and who uses them, with those commands only that it has: {@code
 * query-named-block-nodes}, {@code x-debug-query-block-graph}, {@code query-block} and {@code query-block-exports}. They
 * change nothing.
 *
 * <p>Whether the nodes may be asked for just now {@link NodeQuestion} knows; here they are.
 *
 * <p>The second one is unstable, and refused by a server that was told so; then the edges are told as far as the nodes
 * tell of them, and what jobs use is not. Immutable, any thread.
 */
public final class GraphReader {
    private static final String NODES = "query-named-block-nodes";
    private static final String EDGES = "x-debug-query-block-graph";
    private static final String DEVICES = "query-block";
    private static final String EXPORTS = "query-block-exports";

    private final ServerSkills skills;
    private final BiFunction<String, JsonObject, ? extends CompletionStage<JsonValue>> server;

    /**
     * A reader for one server.
     *
     * @param skills which commands it has
     * @param server executes a command with its arguments
     */
    public GraphReader(
            ServerSkills skills, BiFunction<String, JsonObject, ? extends CompletionStage<JsonValue>> server) {
        this.skills = skills;
        this.server = server;
    }

    /** Whether the server can tell of its nodes at all. */
    public boolean canRead() {
        return skills.has(NODES);
    }

    /**
     * Asks. Nodes that come or go meanwhile may be in one answer and not in another; what does not fit together is left
     * out.
     *
     * @return {@link GraphReading#EMPTY} if the server cannot tell of its nodes; completes exceptionally if it does not
     *     answer
     */
    public CompletionStage<GraphReading> read() {
        if (!canRead()) {
            return CompletableFuture.completedFuture(GraphReading.EMPTY);
        }
        JsonObject flat = skills.has(NODES, "flat") ? JsonObject.of("flat", true) : JsonObject.empty();
        CompletionStage<JsonValue> nodes = server.apply(NODES, flat);
        CompletionStage<JsonValue> edges = askIfThere(EDGES);
        CompletionStage<JsonValue> devices = askIfThere(DEVICES);
        CompletionStage<JsonValue> exports = askIfThere(EXPORTS);
        return nodes.thenCombine(edges, (list, graph) -> putTogether(NodeList.of(list), graph))
                .thenCombine(devices, GraphReader::withDevices)
                .thenCombine(exports, GraphReader::withExports);
    }

    /**
     * Asks for the edges only, and takes what nodes are from what was read before: for when {@link NodeQuestion} has an
     * obstacle.
     *
     * @param before what was read before
     * @return what was read before if the server cannot tell of its edges
     */
    public CompletionStage<GraphReading> readEdges(GraphReading before) {
        return askIfThere(EDGES)
                .thenApply(answer -> answer instanceof JsonObject told ? withEdges(before, told) : before);
    }

    private static GraphReading withEdges(GraphReading before, JsonObject told) {
        Map<String, GraphNode> known = before.graph().nodes().stream()
                .collect(Collectors.toMap(GraphNode::name, node -> node, (first, _) -> first));
        List<GraphNode> nodes = DebugGraph.nodesIn(told).stream()
                .map(name -> known.getOrDefault(name, new GraphNode(name, "", "", false, -1, -1, List.of())))
                .toList();
        Set<String> names = nodes.stream().map(GraphNode::name).collect(Collectors.toUnmodifiableSet());
        DebugGraph debug = DebugGraph.of(told, names::contains);
        List<GraphUser> users = new ArrayList<>(debug.jobs());
        before.graph().users().stream()
                .filter(user -> user.kind() != GraphUser.Kind.JOB && names.contains(user.node()))
                .forEach(users::add);
        return new GraphReading(new NodeGraph(nodes, debug.edges(), users), before.devices());
    }

    private CompletionStage<JsonValue> askIfThere(String command) {
        if (!skills.has(command)) {
            return CompletableFuture.completedFuture(JsonArray.of());
        }
        return server.apply(command, JsonObject.empty()).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (cause instanceof QmpException) {
                // refused: as if it had no such command
                return JsonArray.of();
            }
            throw new CompletionException(cause);
        });
    }

    private static GraphReading putTogether(NodeList list, JsonValue graph) {
        List<GraphNode> nodes = list.nodes();
        Set<String> names = nodes.stream().map(GraphNode::name).collect(Collectors.toUnmodifiableSet());
        if (graph instanceof JsonObject told) {
            DebugGraph debug = DebugGraph.of(told, names::contains);
            return new GraphReading(new NodeGraph(nodes, debug.edges(), debug.jobs()), List.of());
        }
        List<GraphEdge> edges = list.edges().stream()
                .filter(edge -> names.contains(edge.child()))
                .toList();
        return new GraphReading(new NodeGraph(nodes, edges, List.of()), List.of());
    }

    private static GraphReading withDevices(GraphReading read, JsonValue answer) {
        List<GraphDevice> devices = new ArrayList<>();
        for (JsonObject info : NodeList.objects(answer)) {
            info.object("inserted")
                    .flatMap(inserted -> inserted.string("node-name"))
                    .filter(node -> read.graph().node(node).isPresent())
                    .ifPresent(node -> devices.add(GraphDevice.of(
                            info.string("device").orElse(""),
                            info.string("qdev").orElse(""),
                            node)));
        }
        List<GraphUser> users = devices.stream()
                .map(device -> new GraphUser(GraphUser.Kind.DEVICE, device.name(), device.node(), "root"))
                .toList();
        return new GraphReading(read.graph().withUsers(users), devices);
    }

    private static GraphReading withExports(GraphReading read, JsonValue answer) {
        List<GraphUser> users = new ArrayList<>();
        for (JsonObject info : NodeList.objects(answer)) {
            String node = info.string("node-name").orElse("");
            if (read.graph().node(node).isPresent()) {
                users.add(new GraphUser(
                        GraphUser.Kind.EXPORT,
                        info.string("id").orElse(""),
                        node,
                        info.string("type").orElse("")));
            }
        }
        return new GraphReading(read.graph().withUsers(users), read.devices());
    }
}
