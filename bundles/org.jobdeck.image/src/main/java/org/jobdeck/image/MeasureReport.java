package org.jobdeck.image;

import java.util.Optional;

/**
 * How large an image of some format would be (QEMU: BlockMeasureInfo).
 *
 * @param required how many bytes it takes for what is there now
 * @param fullyAllocated how many bytes it takes once all is written
 * @param bitmaps how many bytes the bitmaps take in addition, where there can be some
 */
public record MeasureReport(long required, long fullyAllocated, Optional<Long> bitmaps) {}
