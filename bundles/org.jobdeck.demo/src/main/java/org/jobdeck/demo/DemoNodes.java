package org.jobdeck.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlkdebugOptions;
import org.jobdeck.block.BlkdebugOptions.InjectError;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.FileOptions;
import org.jobdeck.block.NodeRef;
import org.jobdeck.block.RawOptions;
import org.jobdeck.loop.Errno;

/** The nodes of one backup of the demo, open until {@link #close()}; the job keeps them longer. Main loop. */
final class DemoNodes implements AutoCloseable {

    private static final int SECTOR = 512;

    private final List<BlockNode> open = new ArrayList<>();

    /** Opens source and target, with the fault that the demo wants in the middle of one of them. */
    static DemoNodes open(BlockGraph graph, DemoImages images, DemoJob job) throws BlockException {
        DemoNodes nodes = new DemoNodes();
        try {
            long middle = job.length() / 2 / SECTOR;
            NodeRef source = new FileOptions(images.source(job).toString(), true).toSpec();
            NodeRef target = new FileOptions(images.target(job).toString(), false).toSpec();
            if (job.goal() == DemoJob.Goal.FAILED) {
                source = new BlkdebugOptions(
                                source, InjectError.always("read", Errno.EIO).atSector(middle))
                        .toSpec()
                        .readOnly();
            }
            if (job.goal() == DemoJob.Goal.STOPPED) {
                target = new BlkdebugOptions(
                                target,
                                InjectError.always("write", Errno.ENOSPC).atSector(middle))
                        .toSpec();
            }
            nodes.open.add(graph.open(
                    new RawOptions(source).toSpec().named(sourceName(job)).readOnly()));
            nodes.open.add(graph.open(new RawOptions(target).toSpec().named(targetName(job))));
            return nodes;
        } catch (BlockException | RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    private static String sourceName(DemoJob job) {
        return job.image();
    }

    private static String targetName(DemoJob job) {
        return job.image() + "-backup";
    }

    /** The options of the backup. */
    static Map<String, Object> options(DemoJob job) {
        Map<String, Object> options = new HashMap<>();
        options.put("device", sourceName(job));
        options.put("target-node", targetName(job));
        options.put("speed", job.speed());
        if (job.goal() == DemoJob.Goal.STOPPED) {
            options.put("on-target-error", "enospc");
        }
        return options;
    }

    @Override
    public void close() {
        open.forEach(BlockNode::unref);
        open.clear();
    }
}
