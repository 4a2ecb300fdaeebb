package org.jobdeck.image;

import org.jobdeck.block.BlockException;

/**
 * Something that is done to images; one object is run once.
 *
 * @param <T> what comes of it
 */
public interface ImageOperation<T> {

    /** The type of its job, as in {@code "image-map"}. */
    String type();

    /**
     * Does it. Called in a coroutine of the engine's main loop; whatever {@link ImageContext} gave is taken back afterwards.
     *
     * @throws ImageException if it fails, with a sentence for the user
     * @throws BlockException if it fails, and the error's own text is all there is to say
     */
    T run(ImageContext context) throws ImageException, BlockException;
}
