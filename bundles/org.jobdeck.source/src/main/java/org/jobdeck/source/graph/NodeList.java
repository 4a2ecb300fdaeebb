package org.jobdeck.source.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;

/**
 * Reads the answer to {@code query-named-block-nodes}. Members that are missing or of another kind are as if they were
 * unknown.
 *
 * @param infos its elements that have a node name
 */
record NodeList(List<JsonObject> infos) {

    NodeList {
        infos = List.copyOf(infos);
    }

    static NodeList of(JsonValue answer) {
        return new NodeList(objects(answer).stream()
                .filter(info -> info.string("node-name").isPresent())
                .toList());
    }

    /** The elements of an array that are objects; none if it is no array. */
    static List<JsonObject> objects(JsonValue answer) {
        return answer instanceof JsonArray array
                ? array.items().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    List<GraphNode> nodes() {
        return infos.stream().map(NodeList::node).toList();
    }

    private static GraphNode node(JsonObject info) {
        JsonObject image = info.object("image").orElse(JsonObject.empty());
        return new GraphNode(
                nameOf(info),
                info.string("drv").orElse(""),
                info.string("file").orElse(""),
                info.bool("ro").orElse(false),
                image.integer("virtual-size").orElse(-1L),
                image.integer("actual-size").orElse(-1L),
                bitmaps(info));
    }

    private static List<GraphBitmap> bitmaps(JsonObject info) {
        return objects(info.array("dirty-bitmaps").orElse(JsonArray.of())).stream()
                .map(bitmap -> new GraphBitmap(
                        bitmap.string("name").orElse(""),
                        bitmap.integer("count").orElse(0L),
                        bitmap.integer("granularity").orElse(0L),
                        bitmap.bool("recording").orElse(false),
                        bitmap.bool("busy").orElse(false),
                        bitmap.bool("persistent").orElse(false),
                        bitmap.bool("inconsistent").orElse(false)))
                .toList();
    }

    private static String nameOf(JsonObject info) {
        return info.string("node-name").orElseThrow();
    }

    /**
     * The edges as far as the nodes tell of them: those of QEMU 10.1 name their children. Before, a node tells the file
     * below it only; where just one other node can be meant, it is taken for the one.
     */
    List<GraphEdge> edges() {
        List<GraphEdge> edges = new ArrayList<>();
        for (JsonObject info : infos) {
            Optional<JsonArray> children = info.array("children");
            if (children.isPresent()) {
                for (JsonObject child : objects(children.get())) {
                    child.string("node-name")
                            .ifPresent(name -> edges.add(new GraphEdge(
                                    nameOf(info), name, child.string("child").orElse(""))));
                }
            } else {
                backingOf(info).ifPresent(name -> edges.add(new GraphEdge(nameOf(info), name, "backing")));
            }
        }
        return edges;
    }

    private Optional<String> backingOf(JsonObject info) {
        Optional<String> file = info.string("backing_file");
        Optional<String> format = info.object("image").flatMap(image -> image.string("backing-filename-format"));
        if (file.isEmpty() || format.isEmpty()) {
            return Optional.empty();
        }
        List<JsonObject> candidates = infos.stream()
                .filter(other ->
                        other.string("file").equals(file) && other.string("drv").equals(format))
                .toList();
        return candidates.size() == 1 ? Optional.of(nameOf(candidates.getFirst())) : Optional.empty();
    }
}
