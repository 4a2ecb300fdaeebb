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
 * @param backing what the image is called that it is above, if there is one
 * @param backingFileDepth how many images are told of below this one
 * @param image what the node is as an image
 * @param bitmaps the bitmaps on it
 */
public record NodeInfo(
        String nodeName,
        String file,
        String driver,
        NodeSettings settings,
        Optional<String> backing,
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
     * @param clusterSize of an image that has clusters, in bytes
     * @param dirtyFlag whether it was not closed cleanly, if it can tell
     * @param specific what its format alone has to say
     * @param named the backing file that it names
     * @param snapshots its internal snapshots
     * @param backing the image below, where that was asked for
     */
    public record Image(
            String fileName,
            String format,
            long virtualSize,
            Optional<Long> actualSize,
            Optional<Integer> clusterSize,
            Optional<Boolean> dirtyFlag,
            Optional<ImageInfo> specific,
            Optional<Named> named,
            List<InternalSnapshot> snapshots,
            Optional<Image> backing) {

        /** Copies the list. */
        public Image {
            snapshots = List.copyOf(snapshots);
        }

        /**
         * The backing file that an image names.
         *
         * @param name as it stands there
         * @param fullName where that is, if it is a file
         * @param format its format, if the image names it
         */
        public record Named(String name, Optional<String> fullName, Optional<String> format) {}

        /** In the form of the monitor protocol. */
        public JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder()
                    .put("filename", fileName)
                    .put("format", format)
                    .put("virtual-size", virtualSize)
                    .putIfPresent("actual-size", actualSize)
                    .putIfPresent("cluster-size", clusterSize)
                    .putIfPresent("dirty-flag", dirtyFlag)
                    .putIfPresent(
                            "format-specific",
                            specific.map(info -> JsonObject.builder()
                                    .put("type", format)
                                    .put("data", info.toJson())
                                    .build()))
                    .putIfPresent("backing-image", backing.map(Image::toJson));
            if (named.isPresent()) {
                json.put("backing-filename", named.get().name())
                        .putIfPresent("full-backing-filename", named.get().fullName())
                        .putIfPresent("backing-filename-format", named.get().format());
            }
            if (!snapshots.isEmpty()) {
                json.put(
                        "snapshots",
                        JsonArray.builder()
                                .addAll(snapshots.stream()
                                        .map(InternalSnapshot::toJson)
                                        .toList())
                                .build());
            }
            return json.build();
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
                .putIfPresent("backing_file", backing)
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
