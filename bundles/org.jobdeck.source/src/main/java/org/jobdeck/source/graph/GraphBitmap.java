package org.jobdeck.source.graph;

/**
 * A dirty bitmap of a node (QMP: {@code BlockDirtyInfo}).
 *
 * @param name its name; empty if it has none
 * @param dirty how many bytes are marked
 * @param granularity the bytes of one mark
 * @param recording whether writes are marked now
 * @param busy whether a job or a client uses it
 * @param persistent whether it is kept in the image
 * @param inconsistent whether it was not saved properly and can only be removed
 */
public record GraphBitmap(
        String name,
        long dirty,
        long granularity,
        boolean recording,
        boolean busy,
        boolean persistent,
        boolean inconsistent) {}
