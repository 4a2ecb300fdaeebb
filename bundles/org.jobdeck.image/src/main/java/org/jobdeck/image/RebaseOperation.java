package org.jobdeck.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jobdeck.block.BackingFile;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.ImageFileNames;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.loop.Errno;

/**
 * Gives an image another backing file, or none (QEMU: qemu-img rebase). What is read from the image stays the same, unless
 * that is not wanted: what the backing files do not have in common is copied into the image before. The result is how many
 * bytes that is.
 *
 * @param image the image
 * @param backing the name of the new backing file, as it will stand in the image; empty for none
 * @param format the format of the new backing file
 * @param unsafe whether only the name is changed
 * @param forceShare whether others may do with the backing files what they want
 * @param cache how the image is written
 * @param sourceCache how the backing files are read
 * @param dryRun whether nothing is to be changed
 */
public record RebaseOperation(
        ImageSource image,
        Optional<String> backing,
        Optional<String> format,
        boolean unsafe,
        boolean forceShare,
        CacheMode cache,
        CacheMode sourceCache,
        boolean dryRun)
        implements ImageOperation<Long> {

    private static final int SECTOR = 512;

    @Override
    public String type() {
        return "image-rebase";
    }

    @Override
    public Long run(ImageContext context) throws ImageException, BlockException {
        OpenMode mode = (dryRun ? OpenMode.READ : OpenMode.WRITE).cached(cache);
        BlockNode node = context.open(image, unsafe ? mode.alone() : mode);
        if (backing.isPresent() && format.isEmpty()) {
            throw new ImageException(
                    "Could not change the backing file to '" + backing.get() + "': backing format must be specified");
        }
        long copied = unsafe ? 0 : copyDifferences(context, node);
        if (!dryRun) {
            change(node);
        } else if (!node.driver().supportsBacking()) {
            throw notChanged(new BlockException(Errno.ENOTSUP));
        }
        return copied;
    }

    private long copyDifferences(ImageContext context, BlockNode node) throws ImageException, BlockException {
        Side old = new Side(node.cowChild().map(NodeEdge::node), context);
        Side other = new Side(openNew(context, node), context);
        Optional<BlockIo> writer = dryRun ? Optional.empty() : Optional.of(context.writer(node));
        AtomicLong copied = new AtomicLong();
        long length = node.length();
        context.expect(length);
        for (long at = 0; at < length; ) {
            BlockStatus status = node.allocation(at, length - at);
            if (status.allocated()) {
                context.worked(status.bytes());
                context.turn(0);
            } else {
                new Pieces(context)
                        .each(
                                at,
                                status.bytes(),
                                (offset, a, b) ->
                                        copied.addAndGet(copyPiece(context, offset, old, a, other, b, writer)));
            }
            at += status.bytes();
        }
        if (writer.isPresent()) {
            writer.get().flush();
        }
        return copied.get();
    }

    private Optional<BlockNode> openNew(ImageContext context, BlockNode node) throws ImageException {
        if (backing.isEmpty()) {
            return Optional.empty();
        }
        String name = ImageFileNames.fullName(node.fileName(), backing.get()).orElse(backing.get());
        try {
            OpenMode mode = OpenMode.READ.sharing(forceShare).cached(sourceCache);
            return Optional.of(context.openPlain(new ImageSource.Named(name, format), mode));
        } catch (BlockException e) {
            throw new ImageException("Could not open new backing file '" + name + "'", e);
        }
    }

    /** Without a writer it is only counted how many bytes differ. */
    private static long copyPiece(
            ImageContext context, long at, Side old, ByteBuffer a, Side other, ByteBuffer b, Optional<BlockIo> writer)
            throws ImageException, BlockException {
        old.read(at, a, "old");
        other.read(at, b, "new");
        long copied = 0;
        for (int[] run : context.blocking(() -> differences(a, b))) {
            if (writer.isPresent()) {
                write(writer.get(), at + run[0], a.slice(run[0], run[1]));
            }
            copied += run[1];
        }
        return copied;
    }

    /** Where the buffers differ, in whole sectors: each beginning with its length. */
    private static List<int[]> differences(ByteBuffer a, ByteBuffer b) {
        List<int[]> runs = new ArrayList<>();
        int length = a.limit();
        int from = -1;
        for (int i = 0; i <= length; i += SECTOR) {
            boolean differs = i < length && a.slice(i, SECTOR).mismatch(b.slice(i, SECTOR)) >= 0;
            if (differs && from < 0) {
                from = i;
            } else if (!differs && from >= 0) {
                runs.add(new int[] {from, i - from});
                from = -1;
            }
        }
        return runs;
    }

    /** As data even if they are zeroes: what the new backing file has there must not show through. */
    private static void write(BlockIo writer, long at, ByteBuffer from) throws ImageException {
        try {
            writer.pwrite(at, from);
        } catch (BlockException e) {
            throw new ImageException(
                    1, "Error while writing to COW image: " + e.errno().text(), e);
        }
    }

    private void change(BlockNode node) throws ImageException {
        try {
            node.changeBackingFile(backing.map(name -> new BackingFile(name, format)));
            node.flush();
        } catch (BlockException e) {
            throw notChanged(e);
        }
    }

    private ImageException notChanged(BlockException e) {
        String name = backing.orElse("(null)");
        String reason = e.errno() == Errno.ENOSPC
                ? "No space left in the file header"
                : e.errno().text();
        return new ImageException(1, "Could not change the backing file to '" + name + "': " + reason, e);
    }

    /** One of the two backing files; none reads as zeroes, as what lies behind its end does. */
    private record Side(Optional<BlockNode> node, Optional<BlockIo> io) {

        Side(Optional<BlockNode> node, ImageContext context) throws BlockException {
            this(node, node.isPresent() ? Optional.of(context.reader(node.get())) : Optional.empty());
        }

        void read(long at, ByteBuffer into, String which) throws ImageException {
            long length = node.map(BlockNode::length).orElse(0L);
            int end = into.limit();
            int inside = Math.clamp(length - at, 0, into.remaining());
            try {
                if (inside > 0) {
                    into.limit(inside);
                    io.orElseThrow().pread(at, into);
                    into.limit(end);
                }
                while (into.hasRemaining()) {
                    into.put((byte) 0);
                }
                into.flip();
            } catch (BlockException e) {
                throw new ImageException("error while reading from " + which + " backing file", e);
            }
        }
    }
}
