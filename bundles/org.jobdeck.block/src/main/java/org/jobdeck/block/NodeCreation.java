package org.jobdeck.block;

import java.util.Map;
import org.jobdeck.json.JsonObject;

/**
 * An image to be made, as {@code blockdev-create} has it (QEMU: BlockdevCreateOptions).
 *
 * @param driver the driver's name
 * @param options the driver's options by name; numbers are {@link Long}
 * @param children the nodes in which it is stored by the name of the edge ({@code file}, {@code data-file})
 */
public record NodeCreation(String driver, Map<String, Object> options, Map<String, NodeRef> children) {

    /** Copies the maps. */
    public NodeCreation {
        options = Map.copyOf(options);
        children = Map.copyOf(children);
    }

    /** From the object of the monitor protocol, which has been checked against the schema. */
    public static NodeCreation of(JsonObject object) {
        Map<String, NodeRef> children = NodeSpecs.children(object);
        JsonObject.Builder rest = object.toBuilder();
        children.keySet().forEach(rest::remove);
        Map<String, Object> options = JsonOptions.of(rest.build());
        Object driver = options.remove("driver");
        return new NodeCreation((String) driver, options, children);
    }
}
