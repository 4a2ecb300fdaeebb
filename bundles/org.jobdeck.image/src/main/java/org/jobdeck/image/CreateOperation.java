package org.jobdeck.image;

import org.jobdeck.block.BlockException;
import org.jobdeck.loop.Errno;

/**
 * Makes an image (QEMU: qemu-img create). If that fails, a file that was not there before is gone again.
 *
 * @param file its name
 * @param image what is to be made
 */
public record CreateOperation(String file, NewImage image) implements ImageOperation<Boolean> {

    @Override
    public String type() {
        return "image-create";
    }

    @Override
    public Boolean run(ImageContext context) throws ImageException, BlockException {
        try {
            new ImageMaking(context).make(file, image);
        } catch (BlockException e) {
            if (e.errno() == Errno.EFBIG) {
                String hint = image.format().equals("raw") ? "" : " (try using a larger cluster size)";
                throw new ImageException(
                        1, "The image size is too large for file format '" + image.format() + "'" + hint, e);
            }
            throw e;
        }
        return true;
    }
}
