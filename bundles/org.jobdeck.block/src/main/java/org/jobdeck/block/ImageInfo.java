package org.jobdeck.block;

import java.util.List;
import java.util.Optional;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;

/**
 * What an image in the format qcow2 says of itself (QEMU: ImageInfoSpecificQCow2).
 *
 * @param clusterSize in bytes
 * @param version the version of the format: 2 (QEMU: compat 0.10) or 3 (compat 1.1)
 * @param compressionType how compressed clusters are compressed: {@code zlib} or {@code zstd}
 * @param refcountBits the width of a refcount
 * @param lazyRefcounts whether refcounts may be written late
 * @param dirty whether refcounts may be wrong
 * @param corrupt whether it is marked as corrupt
 * @param extendedL2 whether clusters have subclusters
 * @param dataFile the name of the external data file
 * @param dataFileRaw whether the data file can be read as a raw image
 * @param snapshots its internal snapshots
 * @param bitmaps the bitmaps that it keeps, as it stands in the file at the moment
 */
public record ImageInfo(
        int clusterSize,
        int version,
        String compressionType,
        int refcountBits,
        boolean lazyRefcounts,
        boolean dirty,
        boolean corrupt,
        boolean extendedL2,
        Optional<String> dataFile,
        boolean dataFileRaw,
        List<InternalSnapshot> snapshots,
        List<Bitmap> bitmaps) {

    /** Copies the lists. */
    public ImageInfo {
        snapshots = List.copyOf(snapshots);
        bitmaps = List.copyOf(bitmaps);
    }

    /**
     * A bitmap as the file has it (QEMU: Qcow2BitmapInfo).
     *
     * @param name unique in the image
     * @param granularity how many bytes of the disk one bit stands for
     * @param inUse whether somebody has the image open for writing, or has not stored the bitmap
     * @param enabled whether writes are recorded in it (QEMU: auto)
     */
    public record Bitmap(String name, long granularity, boolean inUse, boolean enabled) {

        private JsonObject toJson() {
            JsonArray.Builder flags = JsonArray.builder();
            if (inUse) {
                flags.add("in-use");
            }
            if (enabled) {
                flags.add("auto");
            }
            return JsonObject.builder()
                    .put("name", name)
                    .put("granularity", granularity)
                    .put("flags", flags.build())
                    .build();
        }
    }

    /** In the form of the monitor protocol (QEMU: ImageInfoSpecificQCow2). */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("compat", version < 3 ? "0.10" : "1.1")
                .put("compression-type", compressionType)
                .put("refcount-bits", refcountBits);
        if (version >= 3) {
            json.put("lazy-refcounts", lazyRefcounts)
                    .put("corrupt", corrupt)
                    .put("extended-l2", extendedL2)
                    .putIfPresent("data-file", dataFile);
            if (dataFile.isPresent()) {
                json.put("data-file-raw", dataFileRaw);
            }
        }
        if (!bitmaps.isEmpty()) {
            json.put(
                    "bitmaps",
                    JsonArray.builder()
                            .addAll(bitmaps.stream().map(Bitmap::toJson).toList())
                            .build());
        }
        return json.build();
    }
}
