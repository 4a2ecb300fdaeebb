package org.jobdeck.block;

/** Makes the drivers of one name (QEMU: the BlockDriver table's entry). */
public interface BlockDriverType {

    /** The driver's name as in {@code blockdev-add}. */
    String name();

    /**
     * Makes the driver of a node that is going to be opened.
     *
     * @throws BlockException if an option cannot be
     */
    BlockDriver create(NodeOptions options) throws BlockException;

    /** Whether nodes of this driver stand for something outside the graph, so that the name is that of a protocol. */
    default boolean isProtocol() {
        return false;
    }
}
