package org.jobdeck.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jobdeck.qmp.schema.Schema;

/** The daemon's schema, as its own tests read it. */
final class SchemaTexts {

    private SchemaTexts() {}

    static Schema daemon() {
        return Schema.parse(text());
    }

    static String text() {
        try (InputStream in = Objects.requireNonNull(SchemaTexts.class.getResourceAsStream("storage-daemon.qapi"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
