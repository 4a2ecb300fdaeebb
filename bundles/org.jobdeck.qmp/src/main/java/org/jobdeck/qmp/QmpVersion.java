package org.jobdeck.qmp;

import java.util.Objects;
import org.jobdeck.json.JsonObject;

/**
 * The version that a server says it has (QEMU: VersionInfo).
 *
 * @param major the first number of QEMU's version
 * @param minor the second one
 * @param micro the third one
 * @param packageText what the packager calls it; may be empty
 */
public record QmpVersion(int major, int minor, int micro, String packageText) {

    /** Refuses null. */
    public QmpVersion {
        Objects.requireNonNull(packageText, "packageText");
    }

    /** The form in the greeting and in the answer to {@code query-version}. */
    public JsonObject toJson() {
        JsonObject qemu = JsonObject.builder()
                .put("major", major)
                .put("minor", minor)
                .put("micro", micro)
                .build();
        return JsonObject.builder()
                .put("qemu", qemu)
                .put("package", packageText)
                .build();
    }
}
