package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DefaultPermissions;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.Preallocation;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;

/** A filter that lets requests fail by rule (QEMU: blkdebug). */
final class BlkdebugDriver implements BlockDriver {

    private static final List<String> DATA_OPTIONS = List.of(
            "align",
            "max-transfer",
            "opt-write-zero",
            "max-write-zero",
            "opt-discard",
            "max-discard",
            "inject-error",
            "set-state");

    private static final List<String> LISTS =
            List.of("inject-error", "set-state", "take-child-perms", "unshare-child-perms");

    private final BlkdebugRules rules;
    private final JsonObject given;
    private final Permissions taken;
    private final Permissions unshared;
    private final Optional<String> emptyList;
    private NodeEdge image;

    BlkdebugDriver(NodeOptions options) throws BlockException {
        Optional<String> config = options.text("config");
        if (config.isPresent()) {
            throw new BlockException(
                    Errno.ENOTSUP,
                    "blkdebug reads no configuration file, but was given 'config' '" + config.get()
                            + "': give its rules as 'inject-error' and 'set-state'");
        }
        given = options.flattened(DATA_OPTIONS);
        rules = new BlkdebugRules(options);
        taken = permissions(options.words("take-child-perms"));
        unshared = permissions(options.words("unshare-child-perms"));
        BlkdebugLimits.check(options);
        emptyList = LISTS.stream().filter(options::isEmptyList).findFirst();
    }

    private static Permissions permissions(List<String> names) throws BlockException {
        Permissions all = Permissions.NONE;
        for (String name : names) {
            Permission[] found = Arrays.stream(Permission.values())
                    .filter(permission -> permission.text().replace(' ', '-').equals(name))
                    .toArray(Permission[]::new);
            if (found.length == 0) {
                throw NodeOptions.wrongValue("take-child-perms", name);
            }
            all = all.with(found);
        }
        return all;
    }

    @Override
    public JsonObject dataOptions() {
        return given;
    }

    @Override
    public Optional<String> plainFileName(Optional<String> below) {
        return given.isEmpty() ? below.map(name -> "blkdebug::" + name) : Optional.empty();
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        GrantedPermissions usual = DefaultPermissions.of(child, fromParents);
        return new GrantedPermissions(usual.perm().or(taken), usual.shared().minus(unshared));
    }

    @Override
    public String name() {
        return "blkdebug";
    }

    @Override
    public boolean isFilter() {
        return true;
    }

    @Override
    public void open(DriverOpening opening) throws BlockException {
        image = opening.openRequiredChild("image", EdgeRole.FILTER);
        opening.fileName(image.node().fileName());
        if (emptyList.isPresent()) {
            // as QEMU takes lists apart, one without members stays over
            throw new BlockException(
                    Errno.EINVAL, "Block protocol 'blkdebug' doesn't support the option '" + emptyList.get() + "'");
        }
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public long length() {
        return image.node().exactLength();
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        check(BlkdebugRules.READ, offset, into.remaining());
        image.pread(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        check(BlkdebugRules.WRITE, offset, from.remaining());
        image.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        check(BlkdebugRules.WRITE_ZEROES, offset, bytes);
        image.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        check(BlkdebugRules.DISCARD, offset, bytes);
        image.discard(offset, bytes);
    }

    @Override
    public void flush() throws BlockException {
        check(BlkdebugRules.FLUSH, 0, 0);
    }

    @Override
    public void truncate(long length, Preallocation preallocation) throws BlockException {
        image.truncate(length, preallocation);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        check(BlkdebugRules.BLOCK_STATUS, offset, bytes);
        return Optional.of(image.blockStatus(offset, bytes));
    }

    @Override
    public void debugEvent(String event) {
        rules.event(event);
    }

    private void check(String type, long offset, long bytes) throws BlockException {
        Optional<BlkdebugRules.ErrorRule> rule = rules.check(type, offset, bytes);
        if (rule.isPresent()) {
            if (!rule.get().immediately()) {
                Coroutine.sleep(Duration.ZERO);
            }
            throw new BlockException(rule.get().error());
        }
    }
}
