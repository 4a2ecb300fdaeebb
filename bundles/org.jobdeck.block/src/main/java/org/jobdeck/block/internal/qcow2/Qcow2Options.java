package org.jobdeck.block.internal.qcow2;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeSettings;

/**
 * The options of a node of the format (QEMU: BlockdevOptionsQcow2).
 *
 * @param lazyRefcounts whether refcounts may be written late; empty: as the image says
 * @param passRequests whether the storage is told of what users discard; empty: if discards are not ignored
 * @param passSnapshots whether the storage is told of what deleted snapshots leave
 * @param forCheck whether it is opened to be checked, in whatever state it is
 */
record Qcow2Options(
        Optional<Boolean> lazyRefcounts, Optional<Boolean> passRequests, boolean passSnapshots, boolean forCheck) {

    static Qcow2Options of(NodeOptions options) throws BlockException {
        // how large QEMU's caches are and what it looks for before a write is of no consequence here
        for (String size : new String[] {
            "l2-cache-size", "l2-cache-entry-size", "refcount-cache-size", "cache-size", "cache-clean-interval"
        }) {
            options.size(size);
        }
        options.text("overlap-check");
        options.bool("pass-discard-other");
        return new Qcow2Options(
                options.bool("lazy-refcounts"),
                options.bool("pass-discard-request"),
                options.bool("pass-discard-snapshot").orElse(true),
                options.bool(BlockNode.FOR_CHECK).orElse(false));
    }

    boolean passRequests(NodeSettings settings) {
        return passRequests.orElse(settings.unmap());
    }
}
