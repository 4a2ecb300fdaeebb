package org.jobdeck.block.internal.qcow2;

/**
 * A run of the guest's disk of one kind, side by side in the storage where it has a place.
 *
 * @param type what it is
 * @param bytes how long it is, from the offset asked for
 * @param host where the byte asked for lies in the storage; -1 without a place
 * @param entry the entry of its first cluster
 */
record Extent(UnitType type, long bytes, long host, L2Entry entry) {}
