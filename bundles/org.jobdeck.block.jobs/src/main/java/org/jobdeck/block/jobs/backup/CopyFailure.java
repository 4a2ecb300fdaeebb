package org.jobdeck.block.jobs.backup;

import org.jobdeck.block.BlockException;

/**
 * The first error of a round of copying.
 *
 * @param read whether a read failed; otherwise a write
 * @param cause the error
 */
record CopyFailure(boolean read, BlockException cause) {}
