package org.jobdeck.daemon;

import org.jobdeck.block.BlockException;
import org.jobdeck.job.common.JobException;
import org.jobdeck.qmp.QmpException;

/**
 * One action of a transaction (QEMU: BlkActionOps). Main loop, job lock free.
 *
 * <p>{@link #prepare} is called in the order of the actions. If one fails, those prepared so far, the failed one included, are
 * aborted in reverse order; otherwise all are committed in order. In both cases all of them are cleaned in the end.
 */
interface TransactionAction {

    /**
     * Does all that can fail.
     *
     * @throws QmpException if the transaction must not take effect; like the others
     */
    void prepare() throws QmpException, JobException, BlockException;

    /** Takes effect. */
    default void commit() {}

    /** Undoes what {@link #prepare} did, as far as it came. */
    default void abort() {}

    /** Gives back what was taken for the transaction's time. */
    default void clean() {}
}
