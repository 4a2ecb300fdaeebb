package org.jobdeck.block;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.json.JsonObject;

/** Makes images as {@code blockdev-create} does, from the options of {@code qemu-img create}. */
final class ImageCreation {

    private ImageCreation() {}

    /** Makes the image in files that are there already. */
    static void make(GraphFixture f, JsonObject creation) throws Exception {
        ImageMaker maker = f.graph.imageMaker(NodeCreation.of(creation));
        CompletableFuture<Void> made = GraphFixture.in(f.main, () -> {
            maker.begin();
            maker.finish();
            return null;
        });
        f.pollWhile(() -> !made.isDone());
        try {
            made.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BlockException b ? b : e;
        }
    }

    private static JsonObject file(Path folder, String name) {
        return JsonObject.of("driver", "file").toBuilder()
                .put("filename", folder.resolve(name).toString())
                .build();
    }

    /** Options of qemu-img in the words of the monitor protocol. */
    static JsonObject creation(Path folder, String name, String options, long size) {
        JsonObject.Builder object = JsonObject.builder().put("driver", "qcow2").put("file", file(folder, name));
        object.put("size", size);
        for (String option : options.split(",")) {
            String value = option.substring(option.indexOf('=') + 1);
            switch (option.substring(0, Math.max(0, option.indexOf('=')))) {
                case "" -> {
                    // none
                }
                case "compat" -> object.put("version", value.equals("1.1") ? "v3" : "v2");
                case "cluster_size" -> object.put("cluster-size", number(value));
                case "refcount_bits" -> object.put("refcount-bits", number(value));
                case "data_file" -> object.put("data-file", file(folder, value));
                case "lazy_refcounts" -> object.put("lazy-refcounts", value.equals("on"));
                case "extended_l2" -> object.put("extended-l2", value.equals("on"));
                case "data_file_raw" -> object.put("data-file-raw", value.equals("on"));
                default -> object.put(option.substring(0, option.indexOf('=')).replace('_', '-'), value);
            }
        }
        return object.build();
    }

    static long number(String text) {
        int last = text.length() - 1;
        return switch (text.charAt(last)) {
            case 'k' -> Long.parseLong(text.substring(0, last)) << 10;
            case 'M' -> Long.parseLong(text.substring(0, last)) << 20;
            case 'G' -> Long.parseLong(text.substring(0, last)) << 30;
            case 'T' -> Long.parseLong(text.substring(0, last)) << 40;
            default -> Long.parseLong(text);
        };
    }
}
