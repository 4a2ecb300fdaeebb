package org.jobdeck.cli.image;

/** A command line that cannot be. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
