package org.jobdeck.block.internal;

import java.util.Set;
import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/** The named points of requests at which rules can take effect (QEMU: BlkdebugEvent). */
final class BlkdebugEvents {

    /** The point before all others: the opening of the node. */
    static final String NONE = "none";

    private static final Set<String> KNOWN = Set.of(
            NONE,
            "l1_update",
            "l1_grow_alloc_table",
            "l1_grow_write_table",
            "l1_grow_activate_table",
            "l1_shrink_write_table",
            "l1_shrink_free_l2_clusters",
            "l2_load",
            "l2_update",
            "l2_update_compressed",
            "l2_alloc_cow_read",
            "l2_alloc_write",
            "read_aio",
            "read_backing_aio",
            "read_compressed",
            "write_aio",
            "write_compressed",
            "vmstate_load",
            "vmstate_save",
            "cow_read",
            "cow_write",
            "reftable_load",
            "reftable_grow",
            "reftable_update",
            "refblock_load",
            "refblock_update",
            "refblock_update_part",
            "refblock_alloc",
            "refblock_alloc_hookup",
            "refblock_alloc_write",
            "refblock_alloc_write_blocks",
            "refblock_alloc_write_table",
            "refblock_alloc_switch_table",
            "cluster_alloc",
            "cluster_alloc_bytes",
            "cluster_alloc_space",
            "cluster_free",
            "flush_to_os",
            "flush_to_disk",
            "pwritev_rmw_head",
            "pwritev_rmw_after_head",
            "pwritev_rmw_tail",
            "pwritev_rmw_after_tail",
            "pwritev",
            "pwritev_zero",
            "pwritev_done",
            "empty_image_prepare",
            "cor_write");

    private BlkdebugEvents() {}

    /** The name itself, if it is one. */
    static String require(String name) throws BlockException {
        if (!KNOWN.contains(name)) {
            throw new BlockException(Errno.EINVAL, "Parameter 'event' does not accept value '" + name + "'");
        }
        return name;
    }
}
