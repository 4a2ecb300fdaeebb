package org.jobdeck.image;

import java.util.Optional;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockNode;
import org.jobdeck.block.ImageFileNames;

/**
 * Looks at the backing file of an image to be made.
 *
 * @param image the file of the image
 * @param backing the name of the backing file as it will stand in it
 * @param format its format; empty: what it looks like
 */
public record LookOperation(String image, String backing, Optional<String> format)
        implements ImageOperation<LookOperation.Look> {

    /** What was seen. */
    public record Look(String format, long length) {}

    @Override
    public String type() {
        return "image-look";
    }

    @Override
    public Look run(ImageContext context) throws ImageException, BlockException {
        String name = ImageFileNames.fullName(image, backing).orElse(backing);
        try {
            BlockNode node = context.openPlain(new ImageSource.Named(name, format), OpenMode.READ.alone());
            return new Look(node.driver().name(), node.length());
        } catch (BlockException e) {
            throw new ImageException(1, e.getMessage() + "\nCould not open backing image.", e);
        }
    }
}
