package org.jobdeck.json;

/** A text that is not JSON in QEMU's dialect, or that exceeds a limit; the message is QEMU's. */
public final class JsonParseException extends JsonException {
    private static final long serialVersionUID = 1L;

    JsonParseException(String message) {
        super(message);
    }

    /** A breach of the grammar; the detail follows the words that all of these begin with. */
    static JsonParseException syntax(String detail) {
        return new JsonParseException("JSON parse error, " + detail);
    }
}
