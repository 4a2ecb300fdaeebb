package org.jobdeck.image;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;

/**
 * Writes what an image has into one of its backing files (QEMU: qemu-img commit).
 *
 * @param image the image
 * @param base the name of the backing file; empty for the one right below the image
 * @param empty whether the image is to have nothing itself afterwards, where the backing file is the one right below
 * @param cache how the backing file is written
 * @param dryRun whether nothing is to be changed
 */
public record CommitOperation(ImageSource image, Optional<String> base, boolean empty, CacheMode cache, boolean dryRun)
        implements ImageOperation<CommitOperation.Committed> {

    /**
     * What was done, or would be.
     *
     * @param file the backing file that is written
     * @param data how many bytes of data it gets; zeroes do not count
     * @param empties whether the image has nothing itself afterwards
     */
    public record Committed(String file, long data, boolean empties) {}

    @Override
    public String type() {
        return "image-commit";
    }

    @Override
    public Committed run(ImageContext context) throws ImageException, BlockException {
        // the chain is only read, and the backing file is opened once more for writing
        BlockNode top = context.open(image, OpenMode.READ.sharing(true));
        BlockNode below = find(top);
        boolean empties = empty && base.isEmpty();
        if (dryRun) {
            return new Committed(below.fileName(), look(context, top, below), empties);
        }
        Optional<BlockNode> emptied =
                empties ? Optional.of(context.open(image, OpenMode.WRITE.alone().cached(cache))) : Optional.empty();
        ImageSource file = new ImageSource.Named(
                below.fileName(), Optional.of(below.driver().name()));
        BlockNode target = context.open(file, OpenMode.WRITE.alone().cached(cache));
        BlockIo writer = context.writer(target);
        BlockIo reader = context.reader(top);
        long length = top.length();
        if (target.length() < length) {
            writer.truncate(length);
        }
        context.expect(length);
        long data = 0;
        for (long at = 0; at < length; ) {
            BlockStatus status = ChainStatus.above(top, Optional.of(below), at, length - at);
            if (!status.allocated()) {
                context.worked(status.bytes());
                context.turn(0);
            } else if (status.zero()) {
                write(writer, at, status.bytes());
                context.worked(status.bytes());
                context.turn(0);
            } else {
                data += status.bytes();
                new Pieces(context).each(at, status.bytes(), (offset, buffer, unused) -> {
                    reader.pread(offset, buffer);
                    writer.pwrite(offset, buffer.flip());
                });
            }
            at += status.bytes();
        }
        writer.flush();
        if (emptied.isPresent()) {
            makeEmpty(emptied.get());
        }
        return new Committed(below.fileName(), data, empties);
    }

    /** How many bytes of data there are to write. */
    private static long look(ImageContext context, BlockNode top, BlockNode below)
            throws ImageException, BlockException {
        long data = 0;
        long length = top.length();
        context.expect(length);
        for (long at = 0; at < length; ) {
            BlockStatus status = ChainStatus.above(top, Optional.of(below), at, length - at);
            data += status.allocated() && !status.zero() ? status.bytes() : 0;
            context.worked(status.bytes());
            context.turn(0);
            at += status.bytes();
        }
        return data;
    }

    private void makeEmpty(BlockNode node) throws ImageException {
        try {
            node.makeEmpty();
            node.flush();
        } catch (BlockException e) {
            throw new ImageException("Could not empty " + image.text(), e);
        }
    }

    private static void write(BlockIo writer, long at, long bytes) throws BlockException {
        writer.writeZeroes(at, bytes, false);
    }

    private BlockNode find(BlockNode top) throws ImageException {
        Optional<BlockNode> next = ChainStatus.below(top);
        if (base.isEmpty()) {
            return next.orElseThrow(() -> new ImageException("Image does not have a backing file"));
        }
        while (next.isPresent()) {
            if (isCalled(next.get(), base.get())) {
                return next.get();
            }
            next = ChainStatus.below(next.get());
        }
        throw new ImageException("Did not find '" + base.get() + "' in the backing chain of '" + image.text() + "'");
    }

    private static boolean isCalled(BlockNode node, String name) {
        return node.fileName().equals(name) || node.fileName().endsWith("/" + name);
    }
}
