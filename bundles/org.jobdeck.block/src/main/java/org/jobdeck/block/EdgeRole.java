package org.jobdeck.block;

import java.util.Set;

/** What a child node is to its parent (QEMU: BdrvChildRole). */
public enum EdgeRole {
    /** Holds guest data. */
    DATA,
    /** Holds the parent's own tables. */
    METADATA,
    /** The parent is a filter and this is what it filters: it has the same guest data. */
    FILTERED,
    /** Is read where the parent has no data of its own: a backing file. */
    COW,
    /** The child that stands for the parent where one must be chosen. */
    PRIMARY;

    /** The one child of an image format: data, metadata and primary (QEMU: BDRV_CHILD_IMAGE). */
    public static final Set<EdgeRole> IMAGE = Set.of(DATA, METADATA, PRIMARY);

    /** The one child of a filter. */
    public static final Set<EdgeRole> FILTER = Set.of(FILTERED, PRIMARY);

    /** A backing file. */
    public static final Set<EdgeRole> BACKING = Set.of(COW);
}
