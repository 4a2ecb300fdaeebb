package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;

/** Images in a row, as if they were one. */
final class SourceRow {

    /** One image and where it begins in the row. */
    private record Source(BlockNode node, BlockIo io, long start, long length) {

        long end() {
            return start + length;
        }
    }

    private final List<Source> sources = new ArrayList<>();
    private long length;

    /** Opens the images. */
    static SourceRow open(ImageContext context, ConvertRequest request) throws ImageException, BlockException {
        SourceRow row = new SourceRow();
        OpenMode mode = OpenMode.READ.sharing(request.share()).cached(request.sourceCache());
        for (ImageSource image : request.sources()) {
            BlockNode node = context.open(image, mode);
            row.sources.add(new Source(node, context.reader(node), row.length, node.length()));
            row.length += node.length();
        }
        return row;
    }

    long length() {
        return length;
    }

    private Source at(long offset) {
        for (Source source : sources) {
            if (offset < source.end()) {
                return source;
            }
        }
        throw new IllegalArgumentException("nothing lies at " + offset);
    }

    /**
     * What there is at an offset, in one of the images.
     *
     * @param topOnly whether the backing files of the image do not count
     */
    BlockStatus status(long offset, boolean topOnly) throws ImageException {
        Source source = at(offset);
        BlockNode node = source.node();
        Optional<BlockNode> base = topOnly ? ChainStatus.below(node.skipFilters()) : Optional.empty();
        try {
            return ChainStatus.above(node, base, offset - source.start(), source.end() - offset);
        } catch (BlockException e) {
            throw new ImageException(
                    1,
                    "error while reading block status at offset " + offset + ": "
                            + e.errno().text(),
                    e);
        }
    }

    /** Fills the buffer's remaining bytes. */
    void read(long offset, ByteBuffer into) throws BlockException {
        int end = into.limit();
        long at = offset;
        try {
            while (into.position() < end) {
                Source source = at(at);
                int bytes = (int) Math.min(source.end() - at, end - into.position());
                into.limit(into.position() + bytes);
                source.io().pread(at - source.start(), into);
                at += bytes;
            }
        } finally {
            into.limit(end);
        }
    }
}
