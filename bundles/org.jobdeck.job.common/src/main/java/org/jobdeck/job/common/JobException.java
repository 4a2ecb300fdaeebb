package org.jobdeck.job.common;

import org.jobdeck.loop.Errno;

/**
 * Why a job failed or a verb was refused: a text for the user and an error number for programs (QEMU: Error together
 * with a negative errno).
 */
public final class JobException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int result;

    /** A failure with the error number's own text. */
    public JobException(Errno errno) {
        this(errno, errno.text());
    }

    /** A failure with a text of its own. */
    public JobException(Errno errno, String message) {
        this(errno, message, null);
    }

    /** A failure that another one caused. */
    public JobException(Errno errno, String message, Throwable cause) {
        super(message, cause);
        this.result = -errno.number();
    }

    /** The negative error number: what the job's result becomes. */
    public int result() {
        return result;
    }
}
