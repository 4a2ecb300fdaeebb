package org.jobdeck.source.plan;

import java.util.Optional;

/**
 * An image that does not exist yet and is to become a node.
 *
 * @param node what the node is to be called
 * @param file where the image is to be, as the server sees it
 * @param format its format, as in "qcow2"
 * @param size its length in bytes as its users see it
 * @param backing what is to be below it
 */
public record NewTarget(String node, String file, String format, long size, Optional<Backing> backing) {

    /**
     * What an image lies upon.
     *
     * @param node its node
     * @param file its file as the image is to remember it
     * @param format its format
     */
    public record Backing(String node, String file, String format) {}

    /** The format that has no structure of its own. */
    public static final String RAW = "raw";

    /** A target that stands on its own. */
    public static NewTarget of(String node, String file, String format, long size) {
        return new NewTarget(node, file, format, size, Optional.empty());
    }

    /** Whether the image is nothing but its contents. */
    public boolean isRaw() {
        return format.equals(RAW);
    }
}
