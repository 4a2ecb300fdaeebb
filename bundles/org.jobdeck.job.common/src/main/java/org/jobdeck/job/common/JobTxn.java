package org.jobdeck.job.common;

/**
 * Jobs that succeed together or not at all (QEMU: JobTxn). Opaque; made by the monitor.
 *
 * <p>It lives until its last member has left and its maker has given its reference back. Not to be implemented outside
 * the core.
 */
public interface JobTxn {

    /** Names the transaction within its engine; constant. */
    long serial();
}
