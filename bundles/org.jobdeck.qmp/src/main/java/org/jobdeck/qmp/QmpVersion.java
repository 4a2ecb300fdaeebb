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

    /** Reads that form; numbers that are missing are 0. */
    public static QmpVersion of(JsonObject version) {
        JsonObject qemu = version.object("qemu").orElse(JsonObject.empty());
        return new QmpVersion(
                number(qemu, "major"),
                number(qemu, "minor"),
                number(qemu, "micro"),
                version.string("package").orElse(""));
    }

    private static int number(JsonObject qemu, String name) {
        return qemu.integer(name).orElse(0L).intValue();
    }

    /** Whether this is QEMU major.minor or a later one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
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
