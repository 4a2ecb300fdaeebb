package org.jobdeck.json;

/**
 * JSON that is not what was asked for; the message is QEMU's text and fit for the {@code desc} of an error reply.
 *
 * <p>It has no stack trace: it is an answer to whoever wrote the text, who may send any number of such texts, and no fault
 * of the program.
 */
public sealed class JsonException extends Exception permits JsonParseException {
    private static final long serialVersionUID = 1L;

    /** An error with QEMU's text. */
    public JsonException(String message) {
        super(message, null, false, false);
    }
}
