package org.jobdeck.block.jobs.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.NodeSpec;
import org.jobdeck.block.jobs.BlockJob;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Errno;

/** The two nodes of a backup, with a reference to each until {@link #release()}. Main loop's home thread. */
final class BackupNodes {

    private BlockNode source;
    private BlockNode target;

    private BackupNodes() {}

    /**
     * Finds the nodes that the options name, or opens the files that they name.
     *
     * @throws JobException if one is not to be had; nothing stays open then
     */
    static BackupNodes open(BlockGraph graph, OptionValues values) throws JobException {
        refuseSameFile(graph, values);
        BackupNodes nodes = new BackupNodes();
        try {
            nodes.source = find(graph, values, BackupJobFactory.SOURCE, BackupJobFactory.DEVICE, true);
            nodes.target = find(graph, values, BackupJobFactory.TARGET, BackupJobFactory.TARGET_NODE, false);
            return nodes;
        } catch (BlockException e) {
            nodes.release();
            throw BlockJob.asJobException(e);
        } catch (JobException | RuntimeException e) {
            nodes.release();
            throw e;
        }
    }

    private static BlockNode find(
            BlockGraph graph, OptionValues values, String fileOption, String nodeOption, boolean readOnly)
            throws BlockException, JobException {
        if (values.has(fileOption) == values.has(nodeOption)) {
            throw new JobException(
                    Errno.EINVAL,
                    "A backup needs either '" + fileOption + "' (a file) or '" + nodeOption + "' (a node), not "
                            + (values.has(fileOption) ? "both" : "neither"));
        }
        if (values.has(nodeOption)) {
            BlockNode node = graph.lookUp(values.text(nodeOption));
            node.ref();
            return node;
        }
        NodeSpec file = NodeSpec.of("file").with("filename", values.text(fileOption));
        NodeSpec raw = NodeSpec.of("raw").with("discard", "unmap").child("file", readOnly ? file.readOnly() : file);
        return graph.open(readOnly ? raw.readOnly() : raw);
    }

    /** Two nodes on one file would not see each other as the same. */
    private static void refuseSameFile(BlockGraph graph, OptionValues values) throws JobException {
        String source = values.text(BackupJobFactory.SOURCE);
        String target = values.text(BackupJobFactory.TARGET);
        if (source == null || target == null) {
            return;
        }
        CompletableFuture<Boolean> same = graph.pool().submit(() -> isSameFile(source, target));
        graph.mainLoop().waitUntilDone(same);
        if (same.join()) {
            throw new JobException(Errno.EINVAL, "Source and target cannot be the same");
        }
    }

    /** What cannot be compared is left to the opening of the files, which says what is wrong. */
    private static boolean isSameFile(String source, String target) {
        try {
            return Files.isSameFile(Path.of(source), Path.of(target));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    BlockNode source() {
        return source;
    }

    BlockNode target() {
        return target;
    }

    /** Gives the references back. Nothing happens a second time. */
    void release() {
        BlockNode first = source;
        BlockNode second = target;
        source = null;
        target = null;
        if (second != null) {
            second.unref();
        }
        if (first != null) {
            first.unref();
        }
    }
}
