package org.jobdeck.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jobdeck.qmp.schema.Schema;

/** The schema of the daemon's commands and events; its text is the file {@code storage-daemon.qapi} beside this class. */
final class DaemonSchema {

    private static final String FILE = "storage-daemon.qapi";

    private DaemonSchema() {}

    /** Reads it. */
    static Schema read() {
        try (InputStream in = DaemonSchema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the schema '" + FILE + "' is missing from the program");
            }
            return Schema.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
