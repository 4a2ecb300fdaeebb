package org.jobdeck.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.ImageFileNames;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.block.NodeCreation;
import org.jobdeck.block.NodeRef;
import org.jobdeck.loop.Errno;

/** Makes the files of images. In an operation's coroutine only. */
final class ImageMaking {

    private static final List<String> FILE_PREALLOCATIONS = List.of("off", "falloc", "full");

    private static final long DEFAULT_CLUSTER = 64 << 10;
    private static final long MOST_L1_ENTRIES = (32L << 20) / Long.BYTES;
    private static final List<String> PREALLOCATIONS = List.of("off", "metadata", "falloc", "full");

    private final ImageContext context;

    ImageMaking(ImageContext context) {
        this.context = context;
    }

    /** Makes an image; files that were not there before are gone again if that fails. */
    void make(String file, NewImage image) throws ImageException, BlockException {
        String path = plain(file);
        TargetPlace place = context.blocking(() -> TargetPlace.look(image.filesOf(path)));
        boolean made = false;
        try {
            switch (image.format()) {
                case "raw" -> makeFile(path, roundedUp(image.size()), fileOptions(image, "preallocation"));
                case "qcow2" -> makeQcow2(path, image);
                default ->
                    throw new ImageException("Format driver '" + image.format() + "' does not support image creation");
            }
            made = true;
        } finally {
            if (!made) {
                context.blocking(() -> {
                    place.withdraw();
                    return true;
                });
            }
        }
    }

    private static long roundedUp(long size) {
        return (size + 511) & ~511L;
    }

    private static Map<String, Object> fileOptions(NewImage image, String preallocation) {
        Map<String, Object> options = new LinkedHashMap<>();
        image.get(preallocation).ifPresent(value -> options.put("preallocation", value));
        image.get("nocow").ifPresent(value -> options.put("nocow", value.equals("on")));
        image.get("extent_size_hint").ifPresent(value -> options.put("extent-size-hint", Long.parseLong(value)));
        return options;
    }

    private void makeFile(String path, long size, Map<String, Object> more) throws ImageException, BlockException {
        Object preallocation = more.getOrDefault("preallocation", "off");
        if (!FILE_PREALLOCATIONS.contains(preallocation)) {
            throw new ImageException("invalid parameter value: " + preallocation);
        }
        Map<String, Object> options = new LinkedHashMap<>(more);
        options.put("filename", path);
        options.put("size", size);
        make(new NodeCreation("file", options, Map.of()));
    }

    private void make(NodeCreation creation) throws BlockException {
        ImageMaker maker = context.graph().imageMaker(creation);
        maker.begin();
        maker.finish();
    }

    private void makeQcow2(String path, NewImage image) throws ImageException, BlockException {
        refuseEncryption(image);
        String preallocation = image.get("preallocation").orElse("off");
        if (!PREALLOCATIONS.contains(preallocation)) {
            throw new ImageException("invalid parameter value: " + preallocation);
        }
        checkSize(image);
        makeFile(path, 0, fileOptions(image, "no such option"));
        Map<String, NodeRef> children = new LinkedHashMap<>();
        children.put("file", ImageFileNames.file("", path));
        if (image.get("data_file").isPresent()) {
            String data = image.get("data_file").get();
            makeFile(data, 0, Map.of());
            children.put("data-file", ImageFileNames.file("", data));
        }
        make(new NodeCreation("qcow2", qcow2Options(image, preallocation), children));
    }

    /** An L1 table has at most 32 MiB. */
    private static void checkSize(NewImage image) throws BlockException {
        long cluster = image.get("cluster_size").map(Long::parseLong).orElse(DEFAULT_CLUSTER);
        boolean extended = image.get("extended_l2").filter("on"::equals).isPresent();
        long entries = cluster / (extended ? 2 * Long.BYTES : Long.BYTES);
        if (entries > 0 && image.size() / cluster / entries > MOST_L1_ENTRIES) {
            throw new BlockException(Errno.EFBIG);
        }
    }

    private static Map<String, Object> qcow2Options(NewImage image, String preallocation) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("size", roundedUp(image.size()));
        options.put("version", version(image.get("compat").orElse("v3")));
        options.put("preallocation", preallocation);
        image.get("backing_file").ifPresent(value -> options.put("backing-file", value));
        image.get("backing_fmt").ifPresent(value -> options.put("backing-fmt", value));
        image.get("cluster_size").ifPresent(value -> options.put("cluster-size", Long.parseLong(value)));
        image.get("refcount_bits").ifPresent(value -> options.put("refcount-bits", Long.parseLong(value)));
        image.get("extended_l2").ifPresent(value -> options.put("extended-l2", value.equals("on")));
        image.get("lazy_refcounts").ifPresent(value -> options.put("lazy-refcounts", value.equals("on")));
        image.get("data_file_raw").ifPresent(value -> options.put("data-file-raw", value.equals("on")));
        image.get("compression_type").ifPresent(value -> options.put("compression-type", value));
        return options;
    }

    private static String version(String compat) {
        return switch (compat) {
            case "0.10" -> "v2";
            case "1.1" -> "v3";
            default -> compat;
        };
    }

    private static void refuseEncryption(NewImage image) throws ImageException {
        for (String option : image.options().keySet()) {
            if (option.startsWith("encrypt.")
                    || option.equals("encryption") && image.get(option).get().equals("on")) {
                throw new ImageException(
                        "images cannot be encrypted here, but '" + option + "' was given; leave it out");
            }
        }
    }

    /** The name of a file without the protocol in front of it. */
    static String plain(String file) {
        return file.startsWith("file:") ? file.substring("file:".length()) : file;
    }
}
