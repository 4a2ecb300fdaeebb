package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DefaultPermissions;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;

/**
 * Lies above the source of a backup and copies what is still to be copied before somebody overwrites it, so that the
 * target gets the data of the moment at which the backup began (QEMU: copy-before-write with on-cbw-error
 * break-guest-write: a copy that fails fails the write).
 */
final class CopyFilter implements BlockDriver {

    static final String FILE = "file";
    static final String TARGET = "target";

    private final BlockCopy copy;
    private NodeEdge file;

    CopyFilter(BlockCopy copy) {
        this.copy = copy;
    }

    @Override
    public String name() {
        return "copy-before-write";
    }

    @Override
    public boolean isFilter() {
        return true;
    }

    @Override
    public void open(DriverOpening opening) throws BlockException {
        file = opening.openRequiredChild(FILE, EdgeRole.FILTER);
        NodeEdge target = opening.openRequiredChild(TARGET, Set.of(EdgeRole.DATA));
        opening.fileName(file.node().fileName());
        copy.between(file, target);
    }

    @Override
    public long length() {
        return file.node().exactLength();
    }

    @Override
    public boolean isCalledLikeItsFile() {
        return true;
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        file.pread(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        copy.copyBefore(offset, from.remaining());
        file.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        copy.copyBefore(offset, bytes);
        file.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        copy.copyBefore(offset, bytes);
        file.discard(offset, bytes);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.of(file.blockStatus(offset, bytes));
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        if (child.name().equals(TARGET)) {
            // others may write it: it can be below the source's own chain
            return new GrantedPermissions(Permissions.of(Permission.WRITE), Permissions.ALL.without(Permission.RESIZE));
        }
        GrantedPermissions usual = DefaultPermissions.of(child, fromParents);
        boolean used = child.parentNode().map(node -> !node.parents().isEmpty()).orElse(false);
        if (!used) {
            // about to be put in, or taken out: whoever uses the source still does so beside it
            return usual;
        }
        Permissions perm =
                usual.perm().has(Permission.WRITE) ? usual.perm().with(Permission.CONSISTENT_READ) : usual.perm();
        return new GrantedPermissions(perm, usual.shared().without(Permission.WRITE, Permission.RESIZE));
    }
}
