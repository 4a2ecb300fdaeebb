package org.jobdeck.block;

import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.json.MemberOrder;

/**
 * What a node is called in answers: by the name of a file where that name alone, opened with the node's format, would
 * give the same node; otherwise by a description of it and all below it (QEMU: bdrv_refresh_filename).
 */
final class NodeFileNames {

    private static final JsonWriter WRITER = JsonWriter.compact().withOrder(MemberOrder.QDICT);

    private NodeFileNames() {}

    static String of(BlockNode node) {
        return plain(node).orElseGet(() -> "json:" + WRITER.write(description(node)));
    }

    private static Optional<String> plain(BlockNode node) {
        Optional<BlockNode> child = node.primaryChild().map(NodeEdge::node);
        if (node.driver().isCalledLikeItsFile()) {
            return child.map(NodeFileNames::of);
        }
        Optional<String> below = child.flatMap(NodeFileNames::plain);
        if (node.isProtocol() || node.isFilter()) {
            return node.driver().plainFileName(below);
        }
        // a format above a format would not be found again by the file's name
        boolean findable = child.isPresent() && child.get().isProtocol();
        return findable && node.driver().dataOptions().isEmpty() ? below : Optional.empty();
    }

    private static JsonObject description(BlockNode node) {
        JsonObject.Builder all = JsonObject.builder();
        all.putAll(node.driver().dataOptions());
        all.put("driver", node.driver().name());
        JsonArray.Builder list = JsonArray.builder();
        for (NodeEdge child : node.children().reversed()) {
            if (child.name().startsWith(NodeSpecs.LIST + ".")) {
                list.add(description(child.node()));
            } else {
                all.put(child.name(), description(child.node()));
            }
        }
        JsonArray listed = list.build();
        if (!listed.items().isEmpty()) {
            all.put(NodeSpecs.LIST, listed);
        }
        return all.build();
    }
}
