package org.jobdeck.image;

import org.jobdeck.block.BlockIo;

/**
 * The image that data are copied to.
 *
 * @param io its writer
 * @param readsZero whether it reads as zeroes where nothing is written
 * @param ordered whether it is better written in the order of the offsets, because that is the order on the disk then
 * @param clusterSize what it stores as a whole, in bytes
 */
record ConvertTarget(BlockIo io, boolean readsZero, boolean ordered, int clusterSize) {}
