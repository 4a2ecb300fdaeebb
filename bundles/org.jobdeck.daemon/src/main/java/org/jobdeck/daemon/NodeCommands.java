package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeInfos;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.block.OpType;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.qmp.QmpException;

/** Makes and removes nodes for the user, who owns those that he made (QEMU: monitor_bdrv_states). Main loop. */
final class NodeCommands {

    private final BlockGraph graph;
    private final UserObjects objects;
    private final Map<String, BlockNode> owned = new LinkedHashMap<>();

    NodeCommands(BlockGraph graph, UserObjects objects) {
        this.graph = graph;
        this.objects = objects;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of(
                "blockdev-add", arguments -> add(arguments.rest()),
                "blockdev-reopen", this::reopen,
                "blockdev-del", this::delete,
                "x-blockdev-set-iothread", this::move,
                "query-named-block-nodes", this::list,
                "block_resize", this::resize);
    }

    /** Opens a node as {@code blockdev-add} and {@code --blockdev} describe it. */
    JsonValue add(JsonObject options) throws QmpException, BlockException {
        if (!options.has("node-name")) {
            throw QmpException.generic("'node-name' must be specified for the root node");
        }
        BlockNode node = graph.open(NodeSpecs.of(options));
        owned.put(node.name(), node);
        return JsonObject.empty();
    }

    private JsonValue reopen(JsonArguments arguments) throws BlockException, JsonException {
        List<NodeSpec> specs = new ArrayList<>();
        for (JsonArguments options : arguments.objects("options")) {
            specs.add(NodeSpecs.of(options.rest()));
        }
        graph.reopen(specs);
        return JsonObject.empty();
    }

    private JsonValue list(JsonArguments arguments) throws JsonException {
        boolean flat = arguments.optional("flat", arguments::bool).orElse(false);
        JsonArray.Builder nodes = JsonArray.builder();
        NodeInfos.all(graph, flat).forEach(info -> nodes.add(info.toJson()));
        return nodes.build();
    }

    private JsonValue delete(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        String name = arguments.string("node-name");
        BlockNode node = find(name);
        if (hasBackend(node)) {
            throw QmpException.generic("Node " + name + " is in use");
        }
        node.checkOp(OpType.DRIVE_DEL);
        if (owned.get(name) != node) {
            throw QmpException.generic("Node " + name + " is not owned by the monitor");
        }
        if (node.references() > 1) {
            throw QmpException.generic("Block device " + node.deviceOrNodeName() + " is in use");
        }
        owned.remove(name);
        node.unref();
        return JsonObject.empty();
    }

    /** Changes a node's length (QEMU: qmp_block_resize). */
    private JsonValue resize(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        String device = arguments.optional("device", arguments::string).orElse("");
        String name = arguments.optional("node-name", arguments::string).orElse("");
        long size = arguments.integer("size");
        BlockNode node = graph.backend(device)
                .flatMap(NamedBackend::node)
                .or(() -> graph.node(name))
                .orElseThrow(
                        () -> QmpException.generic("Cannot find device='" + device + "' nor node-name='" + name + "'"));
        if (size < 0) {
            throw QmpException.generic("Parameter 'size' expects a >0 size");
        }
        if (node.isOpBlocked(OpType.RESIZE)) {
            // QEMU names the device even where none was given
            throw QmpException.generic("Device '" + (device.isEmpty() ? "(null)" : device) + "' is in use");
        }
        NamedBackend user = graph.newBackend(Permissions.of(Permission.RESIZE), Permissions.ALL);
        try {
            user.insert(node);
            user.truncate(size);
        } finally {
            user.close();
        }
        return JsonObject.empty();
    }

    private BlockNode find(String name) throws QmpException {
        return graph.node(name)
                .orElseThrow(() -> QmpException.generic("Failed to find node with node-name='" + name + "'"));
    }

    private JsonValue move(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        String name = arguments.string("node-name");
        BlockNode node = find(name);
        boolean force = arguments.optional("force", arguments::bool).orElse(false);
        if (!force && hasBackend(node)) {
            throw QmpException.generic("Node " + name
                    + " is associated with a BlockBackend and could be in use (use force=true to override this check)");
        }
        graph.changeLoop(node, loop(arguments));
        return JsonObject.empty();
    }

    private EventLoop loop(JsonArguments arguments) throws QmpException, JsonException {
        if (arguments.any("iothread") instanceof JsonNull) {
            return graph.mainLoop();
        }
        String id = arguments.string("iothread");
        return objects.loop(id).orElseThrow(() -> QmpException.generic("Cannot find iothread " + id));
    }

    private static boolean hasBackend(BlockNode node) {
        return node.parents().stream().anyMatch(edge -> edge.parent() instanceof NamedBackend);
    }
}
