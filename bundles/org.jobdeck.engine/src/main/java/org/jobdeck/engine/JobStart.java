package org.jobdeck.engine;

import java.util.Map;
import org.jobdeck.job.common.JobTxn;

/**
 * A job to be made by name.
 *
 * @param type the type name of a registered factory
 * @param id the user's name of the job
 * @param options names and values as the factory declares them
 * @param txn the transaction to join; null for one of its own
 * @param autoFinalize whether it finalizes by itself
 * @param autoDismiss whether it vanishes by itself once concluded
 */
public record JobStart(
        String type, String id, Map<String, Object> options, JobTxn txn, boolean autoFinalize, boolean autoDismiss) {

    /** Makes the map unmodifiable. */
    public JobStart {
        options = Map.copyOf(options);
    }

    /** A job on its own with an automatic end. */
    public static JobStart of(String type, String id, Map<String, Object> options) {
        return new JobStart(type, id, options, null, true, true);
    }

    /** The same as a member of that transaction. */
    public JobStart joining(JobTxn newTxn) {
        return new JobStart(type, id, options, newTxn, autoFinalize, autoDismiss);
    }

    /** The same, waiting for the order to finalize. */
    public JobStart manualFinalize() {
        return new JobStart(type, id, options, txn, false, autoDismiss);
    }

    /** The same, staying until it is dismissed. */
    public JobStart manualDismiss() {
        return new JobStart(type, id, options, txn, autoFinalize, false);
    }
}
