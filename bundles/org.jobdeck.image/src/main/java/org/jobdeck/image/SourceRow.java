package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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

    /** What there is at an offset, in one of the images. */
    BlockStatus status(long offset) throws ImageException {
        Source source = at(offset);
        try {
            return ChainStatus.of(source.node(), offset - source.start(), source.end() - offset);
        } catch (BlockException e) {
            throw new ImageException(
                    1,
                    "error while reading block status at offset " + offset + ": "
                            + e.errno().text(),
                    e);
        }
    }

    /** Fills the buffer's remaining bytes from one of the images. */
    void read(long offset, ByteBuffer into) throws BlockException {
        Source source = at(offset);
        source.io().pread(offset - source.start(), into);
    }
}
