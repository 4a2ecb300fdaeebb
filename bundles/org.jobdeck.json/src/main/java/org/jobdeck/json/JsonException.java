package org.jobdeck.json;

/** JSON that is not what was asked for; the message is QEMU's text and fit for the {@code desc} of an error reply. */
public sealed class JsonException extends Exception permits JsonParseException {
    private static final long serialVersionUID = 1L;

    /** An error with QEMU's text. */
    public JsonException(String message) {
        super(message);
    }
}
