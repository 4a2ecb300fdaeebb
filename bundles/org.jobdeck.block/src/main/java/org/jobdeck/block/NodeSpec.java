package org.jobdeck.block;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The description of a node to be made, as {@code blockdev-add} has it (QEMU: BlockdevOptions).
 *
 * @param driver the driver's name
 * @param nodeName the node-name; without one it gets a name that begins with {@code #block}
 * @param options the driver's options and the general ones ({@code read-only}), by name; numbers are {@link Long}
 * @param children nodes below it by the name of the edge ({@code file}, {@code backing})
 */
public record NodeSpec(
        String driver, Optional<String> nodeName, Map<String, Object> options, Map<String, NodeRef> children)
        implements NodeRef {

    /** Copies the maps. */
    public NodeSpec {
        options = Map.copyOf(options);
        children = Map.copyOf(children);
    }

    /** A node without name, options and children. */
    public static NodeSpec of(String driver) {
        return new NodeSpec(driver, Optional.empty(), Map.of(), Map.of());
    }

    /** The same with a node-name. */
    public NodeSpec named(String name) {
        return new NodeSpec(driver, Optional.of(name), options, children);
    }

    /** The same with one more option. */
    public NodeSpec with(String option, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(options);
        more.put(option, value);
        return new NodeSpec(driver, nodeName, more, children);
    }

    /** The same with one more child. */
    public NodeSpec child(String edgeName, NodeRef child) {
        Map<String, NodeRef> more = new LinkedHashMap<>(children);
        more.put(edgeName, child);
        return new NodeSpec(driver, nodeName, options, more);
    }

    /** The same, read-only. */
    public NodeSpec readOnly() {
        return with(NodeOptions.READ_ONLY, true);
    }
}
