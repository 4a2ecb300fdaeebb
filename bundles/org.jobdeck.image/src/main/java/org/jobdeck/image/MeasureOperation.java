package org.jobdeck.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.StoredBitmap;

/**
 * Tells how large an image would be that is made of another one, or with a length (QEMU: qemu-img measure).
 *
 * @param source the image it is made of; empty if a length is given
 * @param size the length; ignored if there is a source
 * @param layout how an image in the format qcow2 is laid out; empty for raw
 */
public record MeasureOperation(Optional<ImageSource> source, long size, Optional<Qcow2Layout> layout)
        implements ImageOperation<MeasureReport> {

    private static final int SECTOR = 512;
    private static final int DIRECTORY_ENTRY = 24;

    @Override
    public String type() {
        return "image-measure";
    }

    @Override
    public MeasureReport run(ImageContext context) throws ImageException, BlockException {
        Optional<BlockNode> node = Optional.empty();
        if (source.isPresent()) {
            node = Optional.of(context.open(source.get(), OpenMode.READ.sharing(true)));
        }
        long length = node.isPresent() ? node.get().length() : roundUp(size, SECTOR);
        if (layout.isEmpty()) {
            return new MeasureReport(length, length, Optional.empty());
        }
        Qcow2Layout image = layout.get();
        image.check(length);
        long virtual = roundUp(length, image.clusterSize());
        long all = image.fullyAllocated(virtual);
        long data = 0;
        if (image.isPreallocated()) {
            data = virtual;
        } else if (node.isPresent()) {
            data = image.hasBacking() ? virtual : dataIn(context, node.get(), image.clusterSize());
        }
        boolean keeps = image.version() >= 3
                && node.isPresent()
                && node.get()
                        .driver()
                        .imageInfo()
                        .filter(info -> info.version() >= 3)
                        .isPresent();
        return new MeasureReport(
                all - virtual + data,
                all,
                keeps
                        ? Optional.of(bytesOf(BitmapOperation.list(node.get()), length, image.clusterSize()))
                        : Optional.empty());
    }

    /** How many bytes bitmaps take in an image, with their tables and their directory. */
    static long bytesOf(List<StoredBitmap> bitmaps, long length, long clusterSize) {
        long sum = 0;
        long directory = 0;
        for (StoredBitmap bitmap : bitmaps) {
            if (!bitmap.inUse()) {
                long clusters = Math.ceilDiv(StoredBitmap.bytesFor(length, bitmap.granularity()), clusterSize);
                sum += clusters * clusterSize + roundUp(clusters * Long.BYTES, clusterSize);
                directory +=
                        roundUp(DIRECTORY_ENTRY + bitmap.name().getBytes(StandardCharsets.UTF_8).length, Long.BYTES);
            }
        }
        return sum + roundUp(directory, clusterSize);
    }

    /** How many bytes the clusters have that must have data. */
    private static long dataIn(ImageContext context, BlockNode node, long clusterSize) throws BlockException {
        long length = node.length();
        long sum = 0;
        context.expect(length);
        for (long at = 0; at < length; ) {
            BlockStatus status = ChainStatus.of(node, at, length - at);
            long end = at + status.bytes();
            if (!status.zero() && status.data() && status.allocated()) {
                end = roundUp(end, clusterSize);
                sum += at % clusterSize + end - at;
            }
            context.worked(end - at);
            context.turn(0);
            at = end;
        }
        return sum;
    }

    static long roundUp(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }
}
