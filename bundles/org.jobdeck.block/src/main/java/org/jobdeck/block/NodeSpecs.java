package org.jobdeck.block;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonNull;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.json.JsonValue;

/** Reads descriptions of nodes in the form of the monitor protocol (QEMU: BlockdevOptions). */
public final class NodeSpecs {

    private static final String DRIVER = "driver";
    private static final String NODE_NAME = "node-name";

    /** The members that describe a node, or name one. */
    private static final Set<String> CHILDREN = Set.of("file", "image", "backing", "data-file", "target");

    /** The member that describes several. */
    static final String LIST = "children";

    private NodeSpecs() {}

    /**
     * The description in an object that has been checked against the schema: with a driver, and with no member that the
     * driver does not have.
     */
    public static NodeSpec of(JsonObject options) {
        JsonObject.Builder rest = options.toBuilder().remove(DRIVER).remove(NODE_NAME);
        CHILDREN.forEach(rest::remove);
        rest.remove(LIST);
        return new NodeSpec(
                options.string(DRIVER).orElseThrow(() -> new IllegalArgumentException("no driver in " + options)),
                options.string(NODE_NAME),
                JsonOptions.of(rest.build()),
                children(options));
    }

    /** The members that describe a node, or name one. */
    static Map<String, NodeRef> children(JsonObject options) {
        Map<String, NodeRef> children = new LinkedHashMap<>();
        options.members().forEach((name, value) -> {
            if (name.equals(LIST) && value instanceof JsonArray list) {
                for (int i = 0; i < list.items().size(); i++) {
                    String numbered = LIST + "." + i;
                    ref(list.items().get(i)).ifPresent(child -> children.put(numbered, child));
                }
            } else if (CHILDREN.contains(name)) {
                ref(value).ifPresent(child -> children.put(name, child));
            }
        });
        return children;
    }

    private static Optional<NodeRef> ref(JsonValue value) {
        return switch (value) {
            case JsonString name -> Optional.of(NodeRef.existing(name.value()));
            case JsonObject described -> Optional.of(of(described));
            case JsonNull _ -> Optional.of(NodeRef.none());
            default -> Optional.empty();
        };
    }
}
