package org.jobdeck.block;

import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.json.MemberOrder;

/**
 * What a node is called in answers: by the name of a file where that name alone, opened with the node's format, would
 * give the same node; otherwise by a description of it and all below it (QEMU: bdrv_refresh_filename).
 */
final class NodeFileNames {

    private static final JsonWriter WRITER = JsonWriter.compact().withOrder(MemberOrder.QDICT);

    private static final String DESCRIPTION = "json:";

    private NodeFileNames() {}

    static String of(BlockNode node) {
        return of(node, true);
    }

    /** The same of a node that is only looked at, for which its backing file was left out (QEMU: BDRV_O_NO_IO). */
    static String withoutBacking(BlockNode node) {
        return of(node, false);
    }

    private static String of(BlockNode node, boolean backing) {
        return plain(node, backing).orElseGet(() -> DESCRIPTION + WRITER.write(description(node, backing)));
    }

    private static Optional<String> plain(BlockNode node, boolean backing) {
        Optional<BlockNode> child = node.primaryChild().map(NodeEdge::node);
        if (node.driver().isCalledLikeItsFile()) {
            return child.map(file -> of(file, backing));
        }
        Optional<String> below = child.flatMap(file -> plain(file, backing));
        if (node.isProtocol() || node.isFilter()) {
            return node.driver().plainFileName(below);
        }
        // a format above a format would not be found again by the file's name
        boolean findable = child.isPresent() && child.get().isProtocol();
        boolean same = node.driver().dataOptions().isEmpty() && !(backing && hasOtherBacking(node));
        return findable && same ? below : Optional.empty();
    }

    /** Whether what is below is not what the image itself names (QEMU: bdrv_backing_overridden). */
    private static boolean hasOtherBacking(BlockNode node) {
        Optional<BlockNode> below = node.cowChild().map(NodeEdge::node);
        String expected = node.expectedBacking();
        // a description is looked at only where one is expected, as each tells of all that is below
        Optional<String> name = expected.startsWith(DESCRIPTION)
                ? below.map(NodeFileNames::of)
                : below.map(image -> plain(image, true).orElse(DESCRIPTION));
        return !name.orElse("").equals(expected);
    }

    private static JsonObject description(BlockNode node, boolean backing) {
        JsonObject.Builder all = JsonObject.builder();
        all.putAll(node.driver().dataOptions());
        all.put("driver", node.driver().name());
        JsonArray.Builder list = JsonArray.builder();
        boolean otherBacking = backing && node.driver().supportsBacking() && hasOtherBacking(node);
        if (otherBacking && node.cowChild().isEmpty()) {
            all.put("backing", JsonNull.NULL);
        }
        for (NodeEdge child : node.children().reversed()) {
            if (child.roles().contains(EdgeRole.COW) && !otherBacking) {
                continue;
            }
            if (child.name().startsWith(NodeSpecs.LIST + ".")) {
                list.add(description(child.node(), backing));
            } else {
                all.put(child.name(), description(child.node(), backing));
            }
        }
        JsonArray listed = list.build();
        if (!listed.items().isEmpty()) {
            all.put(NodeSpecs.LIST, listed);
        }
        return all.build();
    }
}
