package org.jobdeck.image;

import java.util.List;
import java.util.Optional;

/**
 * What is to be copied where, and how (QEMU: qemu-img convert).
 *
 * @param sources the images, whose data follow one another in the target
 * @param share whether others may do with the sources what they want
 * @param sourceCache how the sources are read
 * @param target the target's name
 * @param image the image to be made; empty if the target is there already
 * @param existing how a target that is there is opened; ignored otherwise
 * @param cache how the target is written
 * @param way how the data are copied
 */
public record ConvertRequest(
        List<ImageSource> sources,
        boolean share,
        CacheMode sourceCache,
        String target,
        Optional<NewImage> image,
        Optional<ImageSource> existing,
        CacheMode cache,
        Way way) {

    /** Copies the list. */
    public ConvertRequest {
        sources = List.copyOf(sources);
    }

    /**
     * How data are copied.
     *
     * @param minSparse how many zeroes side by side are left out, in bytes; 0: none are, and all has its place
     * @param compressed whether they are written compressed
     * @param atATime how many pieces are under way at the same time
     * @param anyOrder whether pieces may be written in any order
     * @param targetIsZero whether a target that is there already reads as zeroes
     * @param topOnly whether only what the sources have themselves is copied, as the target has the same backing file
     * @param salvage whether what cannot be read is taken for zeroes
     */
    public record Way(
            int minSparse,
            boolean compressed,
            int atATime,
            boolean anyOrder,
            boolean targetIsZero,
            boolean topOnly,
            boolean salvage) {}
}
