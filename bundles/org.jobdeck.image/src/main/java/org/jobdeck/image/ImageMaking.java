package org.jobdeck.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.block.NodeCreation;

/** Makes the files of images. In an operation's coroutine only. */
final class ImageMaking {

    private static final List<String> FILE_PREALLOCATIONS = List.of("off", "falloc", "full");

    private final ImageContext context;

    ImageMaking(ImageContext context) {
        this.context = context;
    }

    /** Makes an image; nothing is left behind if that fails. */
    void make(String file, NewImage image) throws ImageException, BlockException {
        if (image.format().equals("raw")) {
            makeRaw(file, image);
        } else {
            throw new ImageException("Format driver '" + image.format() + "' does not support image creation");
        }
    }

    private void makeRaw(String file, NewImage image) throws ImageException, BlockException {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("filename", plain(file));
        options.put("size", (image.size() + 511) & ~511L);
        String preallocation = image.get("preallocation").orElse("off");
        if (!FILE_PREALLOCATIONS.contains(preallocation)) {
            throw new ImageException("invalid parameter value: " + preallocation);
        }
        options.put("preallocation", preallocation);
        image.get("nocow").ifPresent(value -> options.put("nocow", value.equals("on")));
        image.get("extent_size_hint").ifPresent(value -> options.put("extent-size-hint", Long.parseLong(value)));
        ImageMaker maker = context.graph().imageMaker(new NodeCreation("file", options));
        context.blocking(() -> {
            maker.begin();
            maker.finish();
            return true;
        });
    }

    /** The name of a file without the protocol in front of it. */
    static String plain(String file) {
        return file.startsWith("file:") ? file.substring("file:".length()) : file;
    }
}
