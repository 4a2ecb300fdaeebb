package org.jobdeck.block;

/**
 * A bitmap on a node that somebody keeps for himself, without a name (QEMU: an anonymous BdrvDirtyBitmap that does not
 * record writes). Main loop.
 */
public interface NodeBitmap {

    /** How many bytes one bit stands for. */
    int granularity();

    /** How many bytes the bits that are set stand for. */
    long count();
}
