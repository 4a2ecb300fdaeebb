package org.jobdeck.job.driver;

import java.util.function.IntConsumer;
import org.jobdeck.job.common.JobTxn;
import org.jobdeck.loop.EventLoop;

/**
 * How a job is to be made (QEMU: the arguments of job_create).
 *
 * @param id the user's name: a letter, then letters, digits, {@code - . _}; null for an internal job only
 * @param loop where the body runs; null for a private loop of its own
 * @param txn the transaction to join; null for one of its own
 * @param internal whether it is hidden from users
 * @param autoFinalize whether it finalizes by itself once its transaction is done
 * @param autoDismiss whether it vanishes by itself once concluded
 * @param completion told 0 or the negative error number when the job is finalized, on the main loop, lock free; or null
 */
public record JobSpec(
        String id,
        EventLoop loop,
        JobTxn txn,
        boolean internal,
        boolean autoFinalize,
        boolean autoDismiss,
        IntConsumer completion) {

    /** A job of that name with all defaults: private loop, transaction of its own, automatic end. */
    public static JobSpec named(String id) {
        return new JobSpec(id, null, null, false, true, true, null);
    }

    /** A job that users do not see. */
    public static JobSpec hidden() {
        return new JobSpec(null, null, null, true, true, true, null);
    }

    /** The same in that loop. */
    public JobSpec in(EventLoop newLoop) {
        return new JobSpec(id, newLoop, txn, internal, autoFinalize, autoDismiss, completion);
    }

    /** The same in that transaction. */
    public JobSpec joining(JobTxn newTxn) {
        return new JobSpec(id, loop, newTxn, internal, autoFinalize, autoDismiss, completion);
    }

    /** The same, but it waits in pending for the order to finalize. */
    public JobSpec manualFinalize() {
        return new JobSpec(id, loop, txn, internal, false, autoDismiss, completion);
    }

    /** The same, but it stays concluded until it is dismissed. */
    public JobSpec manualDismiss() {
        return new JobSpec(id, loop, txn, internal, autoFinalize, false, completion);
    }

    /** The same with somebody who is told the result. */
    public JobSpec onCompletion(IntConsumer newCompletion) {
        return new JobSpec(id, loop, txn, internal, autoFinalize, autoDismiss, newCompletion);
    }
}
