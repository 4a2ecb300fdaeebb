package org.jobdeck.job.common.internal;

import java.util.function.IntConsumer;
import org.jobdeck.loop.EventLoop;

/**
 * What a job is made of.
 *
 * @param id the user's name, or null
 * @param ops the driver
 * @param txn the transaction to join, or null for one of its own
 * @param loop where the body runs
 * @param internal hidden from users
 * @param autoFinalize whether it finalizes by itself
 * @param autoDismiss whether it is dismissed by itself
 * @param completion told the result when the job is finalized, on the main loop with the lock free; or null
 */
public record CreateRequest(
        String id,
        DriverOps ops,
        TxnCore txn,
        EventLoop loop,
        boolean internal,
        boolean autoFinalize,
        boolean autoDismiss,
        IntConsumer completion) {}
