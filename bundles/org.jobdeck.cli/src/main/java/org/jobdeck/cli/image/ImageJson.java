package org.jobdeck.cli.image;

import org.jobdeck.image.ImageReport;
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
                                        .put("data", info.toJson())
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
}
