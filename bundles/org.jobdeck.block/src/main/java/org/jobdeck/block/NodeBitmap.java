package org.jobdeck.block;

import java.util.Optional;

/**
 * A bitmap as it is told of a node (QEMU: BdrvDirtyBitmap, as BlockDirtyInfo). As it stands here it is one that somebody
 * keeps for himself, without a name, and that does not record writes. Any thread.
 */
public interface NodeBitmap {

    /** Its name; empty for one that is nobody's but its maker's. */
    default Optional<String> name() {
        return Optional.empty();
    }

    /** How many bytes one bit stands for. */
    long granularity();

    /** How many bytes the bits that are set stand for. */
    long count();

    /** Whether writes set bits. */
    default boolean isRecording() {
        return false;
    }

    /** Whether an operation uses it, so that the user cannot. */
    default boolean isBusy() {
        return false;
    }

    /** Whether it is kept in the image. */
    default boolean isPersistent() {
        return false;
    }

    /** Whether it was not stored in the end, so that nobody knows which bits it lacks. */
    default boolean isInconsistent() {
        return false;
    }
}
