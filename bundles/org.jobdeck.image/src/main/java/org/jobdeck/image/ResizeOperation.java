package org.jobdeck.image;

import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockIo;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.Preallocation;
import org.jobdeck.loop.Errno;

/**
 * Changes the length of an image (QEMU: qemu-img resize). The result says what was found and done.
 *
 * @param image the image
 * @param change how the length is changed
 * @param bytes the new length, or by how much it changes
 * @param preallocation whether what is new has its place at once
 * @param shrink whether it may become shorter
 * @param dryRun whether nothing is to be changed
 */
public record ResizeOperation(
        ImageSource image, Change change, long bytes, Preallocation preallocation, boolean shrink, boolean dryRun)
        implements ImageOperation<ResizeOperation.Resized> {

    /** How a length is changed. */
    public enum Change {
        /** To a length. */
        TO,
        /** By so many bytes more. */
        GROW,
        /** By so many bytes less. */
        CUT
    }

    /** The lengths before and after, in bytes. */
    public record Resized(long before, long after) {}

    @Override
    public String type() {
        return "image-resize";
    }

    @Override
    public Resized run(ImageContext context) throws ImageException, BlockException {
        BlockNode node = context.open(image, dryRun ? OpenMode.READ : OpenMode.WRITE);
        long before = node.length();
        long after = switch (change) {
            case TO -> bytes;
            case GROW -> before + bytes;
            case CUT -> before - bytes;
        };
        if (after <= 0) {
            throw new ImageException("New image size must be positive");
        }
        if (after <= before && preallocation != Preallocation.OFF) {
            throw new ImageException("Preallocation can only be used for growing images");
        }
        if (after < before && !shrink) {
            throw new ImageException("Use the --shrink option to perform a shrink operation. Shrinking an image will"
                    + " delete all data beyond the shrunken image's end. Before performing such an operation, make sure"
                    + " there is no important data there.");
        }
        if (!dryRun) {
            BlockIo io = context.writer(node);
            try {
                io.truncate(after, preallocation);
            } catch (BlockException e) {
                throw new ImageException(1, reason(e), e);
            }
        }
        return new Resized(before, after);
    }

    private static String reason(BlockException e) {
        return e.errno() == Errno.ENOTSUP ? "Image format driver does not support resize" : e.getMessage();
    }
}
