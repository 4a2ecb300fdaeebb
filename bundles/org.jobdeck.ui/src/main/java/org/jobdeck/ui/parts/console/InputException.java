package org.jobdeck.ui.parts.console;

import java.io.Serial;

/** A line that is no command; the message is a sentence for the user. */
final class InputException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
