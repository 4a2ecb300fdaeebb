package org.jobdeck.block.internal.qcow2;

/**
 * The tables of an open image, which the metadata lock guards together.
 *
 * @param l1 the active L1 table
 * @param tables the L2 tables
 * @param mapper tells what they say
 * @param refcounts the refcounts
 * @param allocator takes and gives back places
 * @param order writes what was changed
 */
record Metadata(
        L1Table l1, L2Tables tables, Mapper mapper, Refcounts refcounts, Allocator allocator, WriteOrder order) {}
