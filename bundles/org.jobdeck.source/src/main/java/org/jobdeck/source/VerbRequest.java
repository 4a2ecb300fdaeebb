package org.jobdeck.source;

import org.jobdeck.job.common.JobChange;
import org.jobdeck.job.common.JobVerb;

/** A verb with what it needs. */
public sealed interface VerbRequest {

    /** The verb. */
    JobVerb verb();

    /**
     * A verb that needs nothing: pause, resume, complete, finalize, dismiss.
     *
     * @param verb any but those that have a record of their own
     */
    record Plain(JobVerb verb) implements VerbRequest {
        /** Refuses the verbs that need more. */
        public Plain {
            if (verb == JobVerb.CANCEL || verb == JobVerb.SET_SPEED || verb == JobVerb.CHANGE) {
                throw new IllegalArgumentException("the verb '" + verb.qmpName() + "' needs arguments");
            }
        }
    }

    /**
     * Cancel.
     *
     * @param force whether to give up at once even where a soft cancel would let the job come to a good end
     */
    record Cancel(boolean force) implements VerbRequest {
        @Override
        public JobVerb verb() {
            return JobVerb.CANCEL;
        }
    }

    /**
     * Limit the rate.
     *
     * @param bytesPerSecond 0 takes the limit away
     */
    record SetSpeed(long bytesPerSecond) implements VerbRequest {
        @Override
        public JobVerb verb() {
            return JobVerb.SET_SPEED;
        }
    }

    /**
     * Alter options of the job's type.
     *
     * @param change which, and how
     */
    record Change(JobChange change) implements VerbRequest {
        @Override
        public JobVerb verb() {
            return JobVerb.CHANGE;
        }
    }
}
