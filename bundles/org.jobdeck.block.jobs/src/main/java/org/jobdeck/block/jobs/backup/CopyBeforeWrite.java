package org.jobdeck.block.jobs.backup;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockDriverType;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DirtyBitmap;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.loop.Errno;

/**
 * The filter of a backup as the user puts it in himself: its target gets what is overwritten from the moment on at which
 * the filter was made (QEMU: copy-before-write).
 */
public final class CopyBeforeWrite implements BlockDriver {

    private static final String NAME = "copy-before-write";

    private final CopyOptions options;
    private CopyFilter filter;
    private CopyBitmaps shown;

    private CopyBeforeWrite(NodeOptions options) throws BlockException {
        this.options = CopyOptions.of(options);
    }

    /** The kind of driver, for a graph to {@linkplain BlockGraph#register register}. */
    public static BlockDriverType type() {
        return new BlockDriverType() {
            @Override
            public String name() {
                return NAME;
            }

            @Override
            public BlockDriver create(NodeOptions options) throws BlockException {
                return new CopyBeforeWrite(options);
            }
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isFilter() {
        return true;
    }

    @Override
    public void open(DriverOpening opening) throws BlockException {
        NodeEdge file = opening.openRequiredChild(CopyFilter.FILE, EdgeRole.FILTER);
        if (file.length() > CopyMap.MAX_LENGTH) {
            throw new BlockException(
                    Errno.EFBIG,
                    "The node '" + file.node().name() + "' has " + file.length()
                            + " bytes, but copy-before-write can keep track of at most " + CopyMap.MAX_LENGTH);
        }
        BlockCopy copy = new BlockCopy(file.length(), opening.graph().buffers());
        filter = new CopyFilter(copy, options);
        filter.open(opening, file);
        if (options.bitmap().isPresent()) {
            leaveOutWhatIsClean(copy, bitmap(opening.graph(), options.bitmap().get()));
        }
        shown = CopyBitmaps.show(copy, opening.node(), file.node());
    }

    private static DirtyBitmap bitmap(BlockGraph graph, CopyOptions.BitmapName name) throws BlockException {
        BlockNode node;
        try {
            node = graph.lookUp(name.node());
        } catch (BlockException e) {
            throw new BlockException(e.errno(), "Node '" + name.node() + "' not found", e);
        }
        return node.bitmaps().require(name.name());
    }

    private static void leaveOutWhatIsClean(BlockCopy copy, DirtyBitmap bitmap) throws BlockException {
        try {
            bitmap.check(DirtyBitmap.Use.READ);
        } catch (BlockException e) {
            throw new BlockException(
                    e.errno(),
                    "Cannot create block-copy-state: Failed to merge bitmap '"
                            + bitmap.name().orElse("") + "' to internal copy-bitmap: " + e.getMessage(),
                    e);
        }
        copy.map().keepOnly(bitmap);
    }

    @Override
    public void close() {
        shown.hide();
    }

    @Override
    public long length() {
        return filter.length();
    }

    @Override
    public boolean isCalledLikeItsFile() {
        return true;
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        filter.pread(offset, into);
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        filter.pwrite(offset, from);
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        filter.writeZeroes(offset, bytes, mayUnmap);
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        filter.discard(offset, bytes);
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        return filter.blockStatus(wantZero, offset, bytes);
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        return CopyFilter.permissions(child, fromParents);
    }
}
