package org.jobdeck.block;

/**
 * The options of a {@code file} node: a file of the host.
 *
 * @param path its name
 * @param readOnly whether it is opened for reading only
 */
public record FileOptions(String path, boolean readOnly) {

    /** The description of the node. */
    public NodeSpec toSpec() {
        NodeSpec spec = NodeSpec.of("file").with("filename", path);
        return readOnly ? spec.readOnly() : spec;
    }
}
