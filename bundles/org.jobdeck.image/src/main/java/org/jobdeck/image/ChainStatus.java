package org.jobdeck.image;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.NodeEdge;

/** What is known of an image's data over its whole chain of backing files (QEMU: bdrv_block_status_above). */
final class ChainStatus {

    private ChainStatus() {}

    /** The status of the range's beginning: that of the uppermost image that has it, or nowhere allocated. */
    static BlockStatus of(BlockNode node, long offset, long bytes) throws BlockException {
        return above(node, Optional.empty(), offset, bytes);
    }

    /** The same for the images above a base only. */
    static BlockStatus above(BlockNode node, Optional<BlockNode> base, long offset, long bytes) throws BlockException {
        BlockNode layer = node;
        BlockStatus status = layer(layer, offset, bytes);
        boolean eof = status.eof();
        while (status.bytes() > 0 && !status.allocated()) {
            Optional<BlockNode> next = below(layer);
            if (next.isEmpty() || base.isPresent() && next.get() == base.get()) {
                break;
            }
            layer = next.get();
            long asked = status.bytes();
            status = layer(layer, offset, asked);
            if (status.bytes() == 0) {
                // what lies behind the end of a shorter backing file reads as zeroes because of that file
                return BlockStatus.zero(asked).withEof(eof);
            }
            eof = eof && status.bytes() == asked;
            status = status.withEof(eof);
        }
        return status;
    }

    /**
     * The status in one image. The node of a file ends at a whole sector; the bytes between the end of the file itself and
     * that are zeroes, and belong to the data for copying's sake only.
     */
    static BlockStatus layer(BlockNode node, long offset, long bytes) throws BlockException {
        BlockStatus status = node.blockStatus(offset, bytes);
        if (status.data() && status.file() != null && status.mapOffset() >= 0) {
            long inFile = status.file().exactLength() - status.mapOffset();
            if (inFile > 0 && inFile < status.bytes()) {
                return status.withBytes(inFile).withEof(false);
            }
        }
        return status;
    }

    /** What a node filters, or reads through to. */
    static Optional<BlockNode> below(BlockNode node) {
        return node.filteredChild().or(node::cowChild).map(NodeEdge::node);
    }
}
