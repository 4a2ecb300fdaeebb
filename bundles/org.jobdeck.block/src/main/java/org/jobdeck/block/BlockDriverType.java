package org.jobdeck.block;

import java.util.Optional;

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

    /**
     * Prepares the making of an image of this kind; empty if that is not possible (QEMU: without bdrv_co_create).
     *
     * @param graph where the image is made, or reached
     * @param creation the nodes that it is stored in count
     * @param options all other options
     * @throws BlockException if an option cannot be
     */
    default Optional<ImageMaker> maker(BlockGraph graph, NodeCreation creation, NodeOptions options)
            throws BlockException {
        return Optional.empty();
    }

    /** Whether a node of this driver must be given the name of a file. */
    default boolean needsFileName() {
        return false;
    }

    /** Whether nodes of this driver stand for something outside the graph, so that the name is that of a protocol. */
    default boolean isProtocol() {
        return false;
    }
}
