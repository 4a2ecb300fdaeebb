package org.jobdeck.block;

import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/**
 * What is told of a node on request (QEMU: BlockDeviceInfo).
 *
 * @param nodeName the node-name
 * @param file the name of the file, or the description of the node as {@code json:{…}}
 * @param driver the driver's name
 * @param settings the options that nodes of all drivers have
 * @param backingFileDepth how many images are told of below this one
 * @param image what the node is as an image
 * @param bitmaps the bitmaps on it
 */
public record NodeInfo(
        String nodeName,
        String file,
        String driver,
        NodeSettings settings,
        int backingFileDepth,
        Image image,
        List<Bitmap> bitmaps) {

    /** Copies the list. */
    public NodeInfo {
        bitmaps = List.copyOf(bitmaps);
    }

    /**
     * A node as an image (QEMU: ImageInfo).
     *
     * @param fileName like {@link NodeInfo#file}
     * @param format the driver's name
     * @param virtualSize the length in bytes
     * @param actualSize how much room it takes on the disk, in bytes, if that is known
     * @param dirtyFlag whether it was not closed cleanly, if it can tell
     * @param backing the image below, where that was asked for
     */
    public record Image(
            String fileName,
            String format,
            long virtualSize,
            Optional<Long> actualSize,
            Optional<Boolean> dirtyFlag,
            Optional<Image> backing) {

        /** In the form of the monitor protocol. */
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("filename", fileName)
                    .put("format", format)
                    .put("virtual-size", virtualSize)
                    .putIfPresent("actual-size", actualSize)
                    .putIfPresent("dirty-flag", dirtyFlag)
                    .putIfPresent("backing-image", backing.map(Image::toJson))
                    .build();
        }
    }

    /**
     * A bitmap (QEMU: BlockDirtyInfo).
     *
     * @param name its name, if it has one
     * @param count how many bytes the bits that are set stand for
     * @param granularity how many bytes one bit stands for
     * @param recording whether writes set bits
     * @param busy whether an operation uses it
     * @param persistent whether it is kept in the image
     * @param inconsistent whether it can only be removed
     */
    public record Bitmap(
            Optional<String> name,
            long count,
            long granularity,
            boolean recording,
            boolean busy,
            boolean persistent,
            boolean inconsistent) {

        static Bitmap of(NodeBitmap bitmap) {
            return new Bitmap(
                    bitmap.name(),
                    bitmap.count(),
                    bitmap.granularity(),
                    bitmap.isRecording(),
                    bitmap.isBusy(),
                    bitmap.isPersistent(),
                    bitmap.isInconsistent());
        }

        private JsonObject toJson() {
            return JsonObject.builder()
                    .putIfPresent("name", name)
                    .put("count", count)
                    .put("granularity", granularity)
                    .put("recording", recording)
                    .put("busy", busy)
                    .put("persistent", persistent)
                    .putIfPresent("inconsistent", inconsistent ? Optional.of(true) : Optional.empty())
                    .build();
        }
    }

    /** In the form of the monitor protocol. */
    public JsonObject toJson() {
        JsonObject cache = JsonObject.builder()
                .put("writeback", true)
                .put("direct", settings.direct())
                .put("no-flush", settings.noFlush())
                .build();
        JsonObject.Builder json = JsonObject.builder()
                .put("file", file)
                .put("node-name", nodeName)
                .put("ro", settings.readOnly())
                .put("drv", driver)
                .put("backing_file_depth", backingFileDepth)
                .put("encrypted", false)
                .put("detect_zeroes", settings.detectZeroes().qmpName())
                .put("cache", cache)
                .put("image", image.toJson())
                .put("write_threshold", 0);
        for (String limit : List.of("bps", "bps_rd", "bps_wr", "iops", "iops_rd", "iops_wr")) {
            json.put(limit, 0);
        }
        if (!bitmaps.isEmpty()) {
            json.put(
                    "dirty-bitmaps",
                    JsonArray.builder()
                            .addAll(bitmaps.stream().map(Bitmap::toJson).toList())
                            .build());
        }
        return json.build();
    }
}
