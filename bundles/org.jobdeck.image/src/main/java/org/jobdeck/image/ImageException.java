package org.jobdeck.image;

import org.jobdeck.block.BlockException;

/** An operation on images that failed, in a sentence as QEMU's image tool has it. */
public final class ImageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * A failure with the exit code that QEMU's image tool has for it.
     *
     * @param exitCode not 0
     */
    public ImageException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A failure with the exit code 1. */
    public ImageException(String message) {
        this(1, message, null);
    }

    /** A failure with the exit code 1 and the reason at the end. */
    public ImageException(String message, BlockException reason) {
        this(1, message + ": " + reason.getMessage(), reason);
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }
}
