package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DefaultPermissions;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.Timer;

/**
 * Lies above the source of a backup and copies what is still to be copied before somebody overwrites it, so that the
 * target gets the data of the moment at which the backup began (QEMU: copy-before-write with on-cbw-error
 * break-guest-write, unless the options say otherwise: a copy that fails fails the write).
 */
final class CopyFilter implements BlockDriver {

    static final String FILE = "file";
    static final String TARGET = "target";

    private final BlockCopy copy;
    private final CopyOptions options;
    private BlockNode node;
    private NodeEdge file;

    /** Whether a copy has failed and the snapshot with it; touched only in the node's loop. */
    private boolean broken;

    CopyFilter(BlockCopy copy, CopyOptions options) {
        this.copy = copy;
        this.options = options;
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
        open(opening, opening.openRequiredChild(FILE, EdgeRole.FILTER));
    }

    /** Opens what is missing beside the file. */
    void open(DriverOpening opening, NodeEdge openFile) throws BlockException {
        file = openFile;
        node = opening.node();
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
        copyBefore(offset, from.remaining());
        file.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        copyBefore(offset, bytes);
        file.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        copyBefore(offset, bytes);
        file.discard(offset, bytes);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return Optional.of(file.blockStatus(offset, bytes));
    }

    private void copyBefore(long offset, long bytes) throws BlockException {
        if (broken) {
            return;
        }
        try {
            if (options.timeout().isZero()) {
                copy.copyBefore(offset, bytes);
            } else {
                copyInTime(offset, bytes);
            }
        } catch (BlockException e) {
            if (!options.breakSnapshot()) {
                throw e;
            }
            broken = true;
        }
    }

    /** Gives up waiting after a time; the copy goes on, and drains wait for it. */
    private void copyInTime(long offset, long bytes) throws BlockException {
        CompletableFuture<Void> end = new CompletableFuture<>();
        EventLoop loop = Coroutine.current().loop();
        node.requestBegins();
        loop.coroutine("copy before write", () -> {
                    try {
                        copy.copyBefore(offset, bytes);
                        end.complete(null);
                    } catch (BlockException e) {
                        end.completeExceptionally(e);
                    } finally {
                        node.requestEnds();
                    }
                })
                .enter();
        Timer timer =
                loop.schedule(options.timeout(), () -> end.completeExceptionally(new BlockException(Errno.ETIMEDOUT)));
        try {
            Coroutine.await(end);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BlockException failure) {
                throw failure;
            }
            throw new IllegalStateException("a copy failed in an unknown way", e);
        } finally {
            timer.cancel();
        }
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        return permissions(child, fromParents);
    }

    static GrantedPermissions permissions(NodeEdge child, GrantedPermissions fromParents) {
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
