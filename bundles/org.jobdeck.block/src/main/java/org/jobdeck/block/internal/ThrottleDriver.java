package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.NodeSettings;
import org.jobdeck.block.Preallocation;
import org.jobdeck.block.PreparedStep;
import org.jobdeck.block.ThrottleGroup;
import org.jobdeck.block.ThrottleMember;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Errno;

/** A filter that lets requests wait so that a group of nodes keeps to its limits (QEMU: throttle). */
final class ThrottleDriver implements BlockDriver {

    private static final String GROUP = "throttle-group";

    private volatile String groupName;
    private NodeEdge file;
    private volatile ThrottleMember member;

    ThrottleDriver(NodeOptions options) throws BlockException {
        groupName = options.requiredText(GROUP);
    }

    @Override
    public String name() {
        return "throttle";
    }

    @Override
    public boolean isFilter() {
        return true;
    }

    @Override
    public JsonObject dataOptions() {
        return JsonObject.of(GROUP, groupName);
    }

    @Override
    public void open(DriverOpening opening) throws BlockException {
        file = opening.openRequiredChild("file", EdgeRole.FILTER);
        opening.fileName(file.node().fileName());
        member = find(opening.graph(), groupName).join(opening.node());
    }

    private static ThrottleGroup find(BlockGraph graph, String name) throws BlockException {
        return graph.throttleGroups()
                .find(name)
                .orElseThrow(() -> new BlockException(Errno.EINVAL, "Throttle group '" + name + "' does not exist"));
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public Set<String> mutableOptions() {
        return Set.of(GROUP);
    }

    /** The node is drained, so that nothing waits in the old group. */
    @Override
    public PreparedStep prepareReopen(BlockNode node, NodeOptions options, NodeSettings settings)
            throws BlockException {
        String name = options.requiredText(GROUP);
        ThrottleGroup group = find(node.graph(), name);
        return PreparedStep.committing(() -> {
            ThrottleMember old = member;
            member = group.join(node);
            member.drainBegin();
            groupName = name;
            old.leave();
        });
    }

    @Override
    public void close() {
        member.leave();
    }

    @Override
    public long length() {
        return file.node().exactLength();
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        member.admit(false, into.remaining());
        file.pread(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        member.admit(true, from.remaining());
        file.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        member.admit(true, bytes);
        file.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        member.admit(true, bytes);
        file.discard(offset, bytes);
    }

    @Override
    public void pwriteCompressed(long offset, ByteBuffer from) throws BlockException {
        member.admit(true, from.remaining());
        file.pwriteCompressed(offset, from);
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        file.truncate(length, preallocation);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.of(file.blockStatus(offset, bytes));
    }

    @Override
    public void drainBegin() {
        member.drainBegin();
    }

    @Override
    public void drainEnd() {
        member.drainEnd();
    }
}
