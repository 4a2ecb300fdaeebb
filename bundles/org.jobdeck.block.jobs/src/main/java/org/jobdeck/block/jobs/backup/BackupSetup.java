package org.jobdeck.block.jobs.backup;

import java.util.Map;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.job.common.JobException;

/**
 * The filter of one backup in the graph, from before its job is made until the job has given everything back (QEMU:
 * bdrv_cbw_append, bdrv_cbw_drop). Main loop's home thread.
 */
final class BackupSetup {

    private final BlockGraph graph;
    private final BlockCopy copy;
    private final BlockNode source;
    private BlockNode filter;
    private CopyBitmaps bitmaps;

    private BackupSetup(BlockGraph graph, BlockCopy copy, BlockNode filter, BlockNode source) {
        this.source = source;
        this.graph = graph;
        this.copy = copy;
        this.filter = filter;
    }

    /**
     * Puts the filter in above the source, whose users use the filter from now on.
     *
     * @throws JobException if it cannot be made, or the users cannot be moved; nothing has changed then
     */
    static BackupSetup insert(BlockGraph graph, BlockNode source, BlockNode target, Optional<String> filterName)
            throws JobException {
        BlockCopy copy = new BlockCopy(source.length(), graph.buffers());
        NodeSpec spec = new NodeSpec("copy-before-write", filterName, Map.of(), Map.of())
                .with("discard", source.settings().unmap() ? "unmap" : "ignore")
                .child(CopyFilter.FILE, NodeRef.existing(source.name()))
                .child(CopyFilter.TARGET, NodeRef.existing(target.name()));
        BlockNode filter;
        try {
            filter = graph.open(new CopyFilter(copy, CopyOptions.OF_BACKUP), spec);
        } catch (BlockException e) {
            throw prefixed("Could not create node: ", e);
        }
        try {
            graph.replaceNode(source, filter);
        } catch (BlockException e) {
            filter.unref();
            throw prefixed("Could not replace node: ", e);
        }
        BackupSetup setup = new BackupSetup(graph, copy, filter, source);
        setup.bitmaps = CopyBitmaps.show(copy, filter, source);
        return setup;
    }

    private static JobException prefixed(String prefix, BlockException e) {
        return BlockJob.asJobException(new BlockException(e.errno(), prefix + e.getMessage(), e));
    }

    BlockNode filter() {
        return filter;
    }

    /** The node that the backup reads, below the filter. */
    BlockNode source() {
        return source;
    }

    /** The node that the backup writes. */
    BlockNode target() {
        return filter.child(CopyFilter.TARGET).orElseThrow().node();
    }

    BlockCopy copy() {
        return copy;
    }

    /** Takes the filter out: its users use the source again. Nothing happens a second time. */
    void drop() {
        BlockNode dropped = filter;
        if (dropped == null) {
            return;
        }
        filter = null;
        bitmaps.hide();
        try {
            graph.dropFilter(dropped);
        } catch (BlockException e) {
            throw new IllegalStateException("the filter '" + dropped.name() + "' stays: " + e.getMessage(), e);
        }
        dropped.unref();
    }
}
