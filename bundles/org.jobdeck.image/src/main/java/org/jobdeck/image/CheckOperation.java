package org.jobdeck.image;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageCheck;
import org.jobdeck.loop.Errno;

/**
 * Looks for what is wrong in an image, and repairs it if that is wanted (QEMU: qemu-img check).
 *
 * @param image the image
 * @param repair what is repaired
 * @param forceShare whether others may do with it what they want
 * @param cache how it is read
 */
public record CheckOperation(ImageSource image, ImageCheck.Repair repair, boolean forceShare, CacheMode cache)
        implements ImageOperation<CheckReport> {

    private static final int NOT_SUPPORTED = 63;

    @Override
    public String type() {
        return "image-check";
    }

    @Override
    public CheckReport run(ImageContext context) throws ImageException, BlockException {
        OpenMode mode = repair == ImageCheck.Repair.NONE ? OpenMode.READ.sharing(forceShare) : OpenMode.WRITE;
        BlockNode node = context.open(image, mode.cached(cache).checking());
        ImageCheck first = check(node, repair);
        boolean repaired = first.leaksFixed() > 0 || first.corruptionsFixed() > 0;
        Optional<ImageCheck> second = repaired ? Optional.of(check(node, ImageCheck.Repair.NONE)) : Optional.empty();
        return new CheckReport(image.text(), node.driver().name(), first, second);
    }

    private static ImageCheck check(BlockNode node, ImageCheck.Repair repair) throws ImageException {
        try {
            return node.check(repair);
        } catch (BlockException e) {
            if (e.errno() == Errno.ENOTSUP) {
                throw new ImageException(NOT_SUPPORTED, "This image format does not support checks", e);
            }
            throw new ImageException(1, "Check failed: " + e.errno().text(), e);
        }
    }
}
