package org.jobdeck.daemon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/**
 * A graph as the monitor protocol writes it (QEMU: XDbgBlockGraph). Whoever is named first has the number 1; the lists begin
 * with what was added last. One thread.
 */
final class DebugGraphForm {

    private final Map<Object, Long> numbers = new HashMap<>();
    private final List<JsonValue> nodes = new ArrayList<>();
    private final List<JsonValue> edges = new ArrayList<>();

    /**
     * Adds somebody.
     *
     * @param who the node or its user, as its edges call it
     * @param type QEMU's word for what it is
     */
    void add(Object who, String type, String name) {
        nodes.add(JsonObject.builder()
                .put("id", numberOf(who))
                .put("type", type)
                .put("name", name)
                .build());
    }

    /** Adds an edge of somebody. */
    void add(Object parent, NodeEdge edge) {
        long above = numberOf(parent);
        BlockNode child = edge.node();
        edges.add(JsonObject.builder()
                .put("parent", above)
                .put("child", numberOf(child))
                .put("name", edge.name())
                .put("perm", list(edge.permissions().perm()))
                .put("shared-perm", list(edge.permissions().shared()))
                .build());
    }

    private long numberOf(Object who) {
        return numbers.computeIfAbsent(who, _ -> numbers.size() + 1L);
    }

    private static JsonArray list(Permissions permissions) {
        List<JsonValue> names = Arrays.stream(Permission.values())
                .filter(permissions::has)
                .map(permission -> (JsonValue) new JsonString(permission.qmpName()))
                .toList();
        return new JsonArray(names.reversed());
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("nodes", new JsonArray(nodes.reversed()))
                .put("edges", new JsonArray(edges.reversed()))
                .build();
    }
}
