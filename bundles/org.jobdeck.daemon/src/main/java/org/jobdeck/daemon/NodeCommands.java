package org.jobdeck.daemon;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NamedBackend;
import org.jobdeck.block.NodeSpecs;
import org.jobdeck.block.OpType;
import org.jobdeck.json.JsonArguments;
import org.jobdeck.json.JsonException;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpException;

/** Makes and removes nodes for the user, who owns those that he made (QEMU: monitor_bdrv_states). Main loop. */
final class NodeCommands {

    private final BlockGraph graph;
    private final Map<String, BlockNode> owned = new LinkedHashMap<>();

    NodeCommands(BlockGraph graph) {
        this.graph = graph;
    }

    Map<String, CommandHandler> handlers() {
        return Map.of("blockdev-add", arguments -> add(arguments.rest()), "blockdev-del", this::delete);
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

    private JsonValue delete(JsonArguments arguments) throws QmpException, BlockException, JsonException {
        String name = arguments.string("node-name");
        BlockNode node = graph.node(name)
                .orElseThrow(() -> QmpException.generic("Failed to find node with node-name='" + name + "'"));
        if (node.parents().stream().anyMatch(edge -> edge.parent() instanceof NamedBackend)) {
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
}
