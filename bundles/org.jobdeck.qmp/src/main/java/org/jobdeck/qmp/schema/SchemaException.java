package org.jobdeck.qmp.schema;

import java.util.Objects;

/** A schema's text that is wrong, or a name that was asked for and is not in it: an error inside the program. */
public final class SchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** An error with that text, which names the place. */
    public SchemaException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }
}
