package org.jobdeck.image;

import java.util.Optional;
import java.util.OptionalLong;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.NodeInfos;

/**
 * Tells where an image's data are (QEMU: qemu-img map). The result is the number of runs.
 *
 * @param image the image
 * @param start where to begin, in bytes
 * @param most for how many bytes at most
 * @param forceShare whether others may do with it what they want
 * @param sink told of each run, in the order of the offsets; on the engine's main loop
 */
public record MapOperation(ImageSource image, long start, OptionalLong most, boolean forceShare, Sink sink)
        implements ImageOperation<Long> {

    private static final long PROBED = 1L << 30;

    /** Takes runs. */
    @FunctionalInterface
    public interface Sink {
        /**
         * The next run.
         *
         * @throws ImageException if no more is wanted, with the reason
         */
        void accept(MapEntry entry, boolean last) throws ImageException;
    }

    @Override
    public String type() {
        return "image-map";
    }

    @Override
    public Long run(ImageContext context) throws ImageException, BlockException {
        BlockNode node = context.open(image, OpenMode.READ.sharing(forceShare));
        long length = node.length();
        long end = most.isPresent() ? Math.min(length, start + most.getAsLong()) : length;
        context.expect(Math.max(0, end - start));
        MapEntry current = new MapEntry(start, 0, 0, false, false, false, Optional.empty(), Optional.empty());
        long runs = 0;
        while (current.start() + current.length() < end) {
            long at = current.start() + current.length();
            MapEntry next = entry(node, at, Math.min(PROBED, end - at));
            context.worked(next.length());
            context.turn(0);
            if (current.length() > 0 && current.goesOnWith(next)) {
                current = current.with(next);
                continue;
            }
            if (current.length() > 0) {
                sink.accept(current, false);
                runs++;
            }
            current = next;
        }
        sink.accept(current, true);
        return runs + 1;
    }

    private static MapEntry entry(BlockNode node, long offset, long bytes) throws ImageException {
        try {
            return entryOf(node.skipFilters(), offset, bytes);
        } catch (BlockException e) {
            throw new ImageException(
                    1, "Failed to read image metadata: " + e.errno().text(), e);
        }
    }

    private static MapEntry entryOf(BlockNode node, long offset, long bytes) throws BlockException {
        BlockNode layer = node;
        int depth = 0;
        BlockStatus status = ChainStatus.layer(layer, offset, bytes);
        Optional<BlockNode> below = ChainStatus.below(layer);
        while (!status.data() && !status.zero() && below.isPresent()) {
            layer = below.get();
            depth += 1;
            status = ChainStatus.layer(layer, offset, status.bytes());
            below = ChainStatus.below(layer);
        }
        Optional<Long> place = status.offset();
        Optional<String> file = place.isPresent() && status.file() != null
                ? Optional.of(NodeInfos.fileName(status.file()))
                : Optional.empty();
        return new MapEntry(
                offset, status.bytes(), depth, status.allocated(), status.zero(), status.data(), place, file);
    }
}
