package org.jobdeck.block.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.loop.Coroutine;

/** A filter that lets requests fail by rule (QEMU: blkdebug). */
final class BlkdebugDriver implements BlockDriver {

    private final BlkdebugRules rules;
    private NodeEdge image;

    BlkdebugDriver(NodeOptions options) throws BlockException {
        rules = new BlkdebugRules(options);
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
    public void truncate(long length) throws BlockException {
        image.truncate(length);
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
