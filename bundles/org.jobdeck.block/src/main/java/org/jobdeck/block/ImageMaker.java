package org.jobdeck.block;

/**
 * The making of one image, in two steps (QEMU: bdrv_co_create). Both are called in a coroutine of the main loop and wait
 * there. An image that was not there before is gone again if either step fails.
 */
public interface ImageMaker {

    /**
     * Gets hold of the place where the image goes.
     *
     * @throws BlockException if it is not to be had, or the options cannot be together
     */
    void begin() throws BlockException;

    /**
     * Makes the image and lets its place go. Follows {@link #begin} once, if that succeeded.
     *
     * @throws BlockException if the image cannot be made so
     */
    void finish() throws BlockException;
}
