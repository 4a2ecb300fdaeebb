package org.jobdeck.block;

import org.jobdeck.loop.Errno;

/** A request on a node, or a change of the graph, that failed: an error number and a sentence (QEMU: ret and Error). */
public final class BlockException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /** A failure with a sentence of its own. */
    public BlockException(Errno errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** A failure with a sentence of its own, caused by another. */
    public BlockException(Errno errno, String message, Throwable cause) {
        super(message, cause);
        this.errno = errno;
    }

    /** A failure that says no more than its number. */
    public BlockException(Errno errno) {
        this(errno, errno.text());
    }

    /** What went wrong. */
    public Errno errno() {
        return errno;
    }

    /** The negative error number, as jobs report it. */
    public int result() {
        return -errno.number();
    }
}
