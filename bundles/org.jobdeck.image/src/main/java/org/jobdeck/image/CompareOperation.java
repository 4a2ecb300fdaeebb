package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.BufferPool;
import org.jobdeck.image.CompareResult.Verdict;

/**
 * Compares the data of two images (QEMU: qemu-img compare).
 *
 * @param first one image
 * @param second the other image
 * @param strict whether lengths and the status of blocks count, too
 * @param forceShare whether others may do with them what they want
 * @param cache how they are read
 */
public record CompareOperation(
        ImageSource first, ImageSource second, boolean strict, boolean forceShare, CacheMode cache)
        implements ImageOperation<CompareResult> {

    /** Exit codes of QEMU's image tool. */
    private static final int CANNOT_OPEN = 2;

    private static final int NO_STATUS = 3;
    private static final int NOT_READ = 4;

    private static final int SECTOR = 512;

    @Override
    public String type() {
        return "image-compare";
    }

    @Override
    public CompareResult run(ImageContext context) throws ImageException, BlockException {
        Side one = open(context, first);
        Side other = open(context, second);
        boolean sizesDiffer = one.length != other.length;
        if (strict && sizesDiffer) {
            return CompareResult.differs(Verdict.SIZE, 0, false);
        }
        long shared = Math.min(one.length, other.length);
        context.expect(Math.max(one.length, other.length));
        for (long at = 0; at < shared; ) {
            BlockStatus a = one.status(at, shared - at);
            BlockStatus b = other.status(at, shared - at);
            if (strict && !isAlike(a, b)) {
                return CompareResult.differs(Verdict.STATUS, at, false);
            }
            long run = Math.min(a.bytes(), b.bytes());
            long piece = isKnownAlike(a, b) ? run : Math.min(run, BufferPool.MOST_BYTES);
            Optional<Long> difference =
                    isKnownAlike(a, b) ? Optional.empty() : difference(context, one, a, other, b, at, (int) piece);
            if (difference.isPresent()) {
                return CompareResult.differs(Verdict.CONTENT, difference.get(), false);
            }
            at += piece;
            done(context, piece);
        }
        return tail(context, one.length > other.length ? one : other, shared, sizesDiffer);
    }

    private CompareResult tail(ImageContext context, Side longer, long from, boolean sizesDiffer)
            throws ImageException, BlockException {
        for (long at = from; at < longer.length; ) {
            BlockStatus status = longer.status(at, longer.length - at);
            long piece = status.bytes();
            if (status.allocated() && !status.zero()) {
                piece = Math.min(piece, BufferPool.MOST_BYTES);
                Optional<Long> difference = data(context, longer, at, (int) piece);
                if (difference.isPresent()) {
                    return CompareResult.differs(Verdict.CONTENT, difference.get(), sizesDiffer);
                }
            }
            at += piece;
            done(context, piece);
        }
        return CompareResult.identical(sizesDiffer);
    }

    private static void done(ImageContext context, long bytes) throws BlockException {
        context.worked(bytes);
        context.turn(bytes);
    }

    private static boolean isAlike(BlockStatus a, BlockStatus b) {
        return a.data() == b.data()
                && a.zero() == b.zero()
                && a.allocated() == b.allocated()
                && a.compressed() == b.compressed()
                && a.offset().isPresent() == b.offset().isPresent()
                && a.eof() == b.eof();
    }

    private static boolean isKnownAlike(BlockStatus a, BlockStatus b) {
        return a.zero() && b.zero() || !a.allocated() && !b.allocated();
    }

    private static Optional<Long> difference(
            ImageContext context, Side one, BlockStatus a, Side other, BlockStatus b, long at, int bytes)
            throws ImageException, BlockException {
        if (a.allocated() && !a.zero() && b.allocated() && !b.zero()) {
            return unlike(context, one, other, at, bytes);
        }
        return data(context, a.allocated() && !a.zero() ? one : other, at, bytes);
    }

    private static Optional<Long> unlike(ImageContext context, Side one, Side other, long at, int bytes)
            throws ImageException, BlockException {
        BufferPool buffers = context.graph().buffers();
        ByteBuffer a = buffers.take(bytes);
        ByteBuffer b = buffers.take(bytes);
        try {
            one.read(at, a);
            other.read(at, b);
            int found = context.blocking(() -> a.flip().mismatch(b.flip()));
            return found < 0 ? Optional.empty() : Optional.of(at + sectorOf(found));
        } finally {
            buffers.giveBack(a);
            buffers.giveBack(b);
        }
    }

    /** Where one image has something other than zeroes, as the other has zeroes there. */
    private static Optional<Long> data(ImageContext context, Side side, long at, int bytes)
            throws ImageException, BlockException {
        BufferPool buffers = context.graph().buffers();
        ByteBuffer buffer = buffers.take(bytes);
        try {
            side.read(at, buffer);
            int found = context.blocking(() -> Zeroes.firstOther(buffer.flip()));
            return found < 0 ? Optional.empty() : Optional.of(at + sectorOf(found));
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static long sectorOf(int byteOffset) {
        return byteOffset & -SECTOR;
    }

    private Side open(ImageContext context, ImageSource source) throws ImageException, BlockException {
        try {
            BlockNode node =
                    context.open(source, OpenMode.READ.sharing(forceShare).cached(cache));
            return new Side(source.text(), node, context.reader(node), node.length());
        } catch (ImageException e) {
            throw new ImageException(CANNOT_OPEN, e.getMessage(), e);
        }
    }

    /** One of the two images. */
    private record Side(String name, BlockNode node, BlockIo io, long length) {

        BlockStatus status(long offset, long bytes) throws ImageException {
            try {
                return ChainStatus.of(node, offset, bytes);
            } catch (BlockException e) {
                throw new ImageException(NO_STATUS, "Sector allocation test failed for " + name, e);
            }
        }

        void read(long offset, ByteBuffer into) throws ImageException {
            try {
                io.pread(offset, into);
            } catch (BlockException e) {
                throw new ImageException(
                        NOT_READ,
                        "Error while reading offset " + offset + " of " + name + ": "
                                + e.errno().text(),
                        e);
            }
        }
    }
}
