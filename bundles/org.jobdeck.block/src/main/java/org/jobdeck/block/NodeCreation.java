package org.jobdeck.block;

import java.util.Map;
import org.jobdeck.json.JsonObject;

/**
 * An image to be made, as {@code blockdev-create} has it (QEMU: BlockdevCreateOptions).
 *
 * @param driver the driver's name
 * @param options the driver's options by name; numbers are {@link Long}
 */
public record NodeCreation(String driver, Map<String, Object> options) {

    /** Copies the map. */
    public NodeCreation {
        options = Map.copyOf(options);
    }

    /** From the object of the monitor protocol, which has been checked against the schema. */
    public static NodeCreation of(JsonObject object) {
        Map<String, Object> options = JsonOptions.of(object);
        Object driver = options.remove("driver");
        return new NodeCreation((String) driver, options);
    }
}
