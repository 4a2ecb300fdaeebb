package org.jobdeck.daemon.differential;

import org.jobdeck.json.JsonObject;

/**
 * A node that a script may add; its name stands for this definition for good, however often it is added.
 *
 * @param options the arguments of {@code blockdev-add}
 * @param bottom the name of the node, if it is not this one, to which its I/O goes in the end
 * @param size its length in bytes
 * @param faults what its I/O does
 */
record Node(JsonObject options, String bottom, int size, Faults faults) {

    /** Whether a node's I/O fails. */
    enum Faults {
        NONE,
        /** Each rule fires one time. */
        ONCE,
        ALWAYS
    }

    String name() {
        return options.string("node-name").orElseThrow();
    }

    boolean writable() {
        return !options.bool("read-only").orElse(false);
    }

    boolean sound() {
        return faults == Faults.NONE;
    }
}
