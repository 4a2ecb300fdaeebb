package org.jobdeck.block;

/** A node in somebody's description: one that exists, or one to be made (QEMU: BlockdevRef). */
public sealed interface NodeRef permits NodeRef.Existing, NodeRef.None, NodeSpec {

    /** A node of the graph by its node-name or the name of a backend on it. */
    record Existing(String name) implements NodeRef {}

    /** Explicitly no node, where there could be one: a backing file that is not to be opened. */
    record None() implements NodeRef {}

    /** Explicitly no node. */
    static NodeRef none() {
        return new None();
    }

    /** A node of the graph by its name. */
    static NodeRef existing(String name) {
        return new Existing(name);
    }
}
