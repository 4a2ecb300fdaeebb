package org.jobdeck.cli.image;

import java.util.List;
import org.jobdeck.block.ImageInfo;
import org.jobdeck.block.StoredBitmap;
import org.jobdeck.image.ImageReport;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonValue;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.json.MemberOrder;

/** What is told of images in the form of QEMU's monitor protocol. */
final class ImageJson {

    private static final JsonWriter WRITER = JsonWriter.pretty().withOrder(MemberOrder.QDICT);

    private ImageJson() {}

    /** The text of a value as the tool prints it. */
    static String text(JsonValue value) {
        return WRITER.write(value);
    }

    /** QEMU: ImageInfo. */
    static JsonObject of(ImageReport report) {
        JsonObject.Builder json = JsonObject.builder()
                .put("filename", report.fileName())
                .put("format", report.format())
                .put("virtual-size", report.virtualSize())
                .putIfPresent("actual-size", report.actualSize())
                .putIfPresent("dirty-flag", report.dirtyFlag());
        report.specific()
                .ifPresent(info -> json.put("cluster-size", info.clusterSize())
                        .put(
                                "format-specific",
                                JsonObject.builder()
                                        .put("type", "qcow2")
                                        .put("data", specific(info, report.bitmaps()))
                                        .build()));
        report.backing()
                .ifPresent(backing -> json.put("backing-filename", backing.name())
                        .putIfPresent("full-backing-filename", backing.fullName())
                        .putIfPresent("backing-filename-format", backing.format()));
        if (!report.snapshots().isEmpty()) {
            json.put("snapshots", SnapshotTable.json(report.snapshots()));
        }
        return json.build();
    }

    /** QEMU: ImageInfoSpecificQCow2. */
    static JsonObject specific(ImageInfo info, List<StoredBitmap> bitmaps) {
        JsonObject.Builder json = JsonObject.builder()
                .put("compat", info.version() < 3 ? "0.10" : "1.1")
                .put("compression-type", info.compressionType())
                .put("refcount-bits", info.refcountBits());
        if (info.version() >= 3) {
            json.put("lazy-refcounts", info.lazyRefcounts())
                    .put("corrupt", info.corrupt())
                    .put("extended-l2", info.extendedL2())
                    .putIfPresent("data-file", info.dataFile());
            if (info.dataFile().isPresent()) {
                json.put("data-file-raw", info.dataFileRaw());
            }
        }
        if (!bitmaps.isEmpty()) {
            json.put(
                    "bitmaps",
                    JsonArray.builder()
                            .addAll(bitmaps.stream().map(ImageJson::of).toList())
                            .build());
        }
        return json.build();
    }

    /** QEMU: Qcow2BitmapInfo. */
    private static JsonObject of(StoredBitmap bitmap) {
        JsonArray.Builder flags = JsonArray.builder();
        if (bitmap.inUse()) {
            flags.add("in-use");
        }
        if (bitmap.enabled()) {
            flags.add("auto");
        }
        return JsonObject.builder()
                .put("name", bitmap.name())
                .put("granularity", bitmap.granularity())
                .put("flags", flags.build())
                .build();
    }
}
