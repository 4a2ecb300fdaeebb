package org.jobdeck.block.internal.qcow2;

/**
 * All that stands in the first cluster of an image.
 *
 * @param header the fixed part
 * @param extensions the rest
 */
record ImageHead(Header header, Extensions extensions) {}
