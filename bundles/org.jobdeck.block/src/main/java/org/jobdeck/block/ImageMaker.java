package org.jobdeck.block;

/**
 * The making of one image outside the graph, in two steps that both block: worker threads only (QEMU: bdrv_co_create).
 * An image that was not there before is gone again if either step fails.
 */
public interface ImageMaker {

    /**
     * Gets hold of the place where the image goes.
     *
     * @throws BlockException if it is not to be had
     */
    void begin() throws BlockException;

    /**
     * Makes the image and lets its place go. Follows {@link #begin} once, if that succeeded.
     *
     * @throws BlockException if the image cannot be made so
     */
    void finish() throws BlockException;
}
