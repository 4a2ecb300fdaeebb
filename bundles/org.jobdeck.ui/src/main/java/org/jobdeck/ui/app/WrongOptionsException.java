package org.jobdeck.ui.app;

/** The command line is wrong; the message says how, without a full stop. */
final class WrongOptionsException extends Exception {

    private static final long serialVersionUID = 1L;

    WrongOptionsException(String message) {
        super(message);
    }
}
