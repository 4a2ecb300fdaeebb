package org.jobdeck.qmp.client;

import java.util.Set;
import java.util.stream.Collectors;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonString;
import org.jobdeck.qmp.QmpVersion;

/**
 * What a server says first.
 *
 * @param version which QEMU it is
 * @param capabilities what it can do beyond the plain protocol, as in {@code "oob"}
 */
public record Greeting(QmpVersion version, Set<String> capabilities) {

    /** The capability of out-of-band commands. */
    public static final String OUT_OF_BAND = "oob";

    /** Makes the set unmodifiable. */
    public Greeting {
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether commands can overtake others. */
    public boolean outOfBand() {
        return capabilities.contains(OUT_OF_BAND);
    }

    /** The same of a server whose commands cannot overtake others. */
    Greeting inBand() {
        return new Greeting(
                version,
                capabilities.stream()
                        .filter(capability -> !capability.equals(OUT_OF_BAND))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Reads the greeting; numbers that are missing are 0.
     *
     * @param qmp the member {@code QMP} of the message
     */
    static Greeting of(JsonObject qmp) {
        JsonObject version = qmp.object("version").orElse(JsonObject.empty());
        Set<String> capabilities = qmp.array("capabilities").orElse(JsonArray.of()).items().stream()
                .filter(JsonString.class::isInstance)
                .map(item -> ((JsonString) item).value())
                .collect(Collectors.toUnmodifiableSet());
        return new Greeting(QmpVersion.of(version), capabilities);
    }
}
