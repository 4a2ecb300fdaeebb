package org.jobdeck.block.internal.qcow2;

/**
 * Where a table lies in the image file.
 *
 * @param offset in bytes; 0 for a table that there is not
 * @param entries how many entries it has; of the refcount table, how many clusters
 */
record TablePlace(long offset, int entries) {}
