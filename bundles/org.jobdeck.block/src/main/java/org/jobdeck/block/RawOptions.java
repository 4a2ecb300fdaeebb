package org.jobdeck.block;

import java.util.Optional;

/**
 * The options of a {@code raw} node: the bytes of another node as they are, or a part of them.
 *
 * @param file the other node
 * @param offset where the part begins, in bytes; none: at the beginning
 * @param size how long the part is, in bytes; none: to the end
 */
public record RawOptions(NodeRef file, Optional<Long> offset, Optional<Long> size) {

    /** The whole of another node. */
    public RawOptions(NodeRef file) {
        this(file, Optional.empty(), Optional.empty());
    }

    /** The description of the node. */
    public NodeSpec toSpec() {
        NodeSpec spec = NodeSpec.of("raw").child("file", file);
        if (offset.isPresent()) {
            spec = spec.with("offset", offset.get());
        }
        return size.isPresent() ? spec.with("size", size.get()) : spec;
    }
}
