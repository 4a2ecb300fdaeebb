package org.jobdeck.source.schema;

import java.io.IOException;
import org.jobdeck.json.JsonArray;
import org.jobdeck.json.JsonDocument;
import org.jobdeck.json.JsonException;
import org.jobdeck.source.qmp.RealSchema;

/** What real servers tell about themselves, read as the program reads it. */
public final class RealServers {

    private RealServers() {}

    /** The description of one, as in "daemon-7.2.22". */
    public static ServerSchema schema(String which) {
        try {
            return ServerSchema.of(
                    (JsonArray) JsonDocument.parse(RealSchema.read(which).text()));
        } catch (IOException | JsonException e) {
            throw new AssertionError(which, e);
        }
    }
}
