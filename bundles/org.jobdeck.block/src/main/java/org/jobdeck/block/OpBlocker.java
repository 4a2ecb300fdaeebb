package org.jobdeck.block;

/**
 * Somebody who blocks operations of nodes, with the reason that those who are refused get to read (QEMU: the Error
 * object given to bdrv_op_block). Two blockers with the same reason are two blockers: identity counts.
 */
public final class OpBlocker {

    private final String reason;

    /** A blocker with the given reason, for example {@code block device is in use by block job: backup}. */
    public OpBlocker(String reason) {
        this.reason = reason;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return reason;
    }
}
