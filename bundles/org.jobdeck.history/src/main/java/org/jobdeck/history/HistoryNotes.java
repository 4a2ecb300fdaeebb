package org.jobdeck.history;

import java.util.function.Supplier;
import org.jobdeck.job.common.JobKey;

/** Takes notes of the jobs of one source for the history. Never waits; any thread. */
public interface HistoryNotes {

    /** Takes none. */
    HistoryNotes NONE = new HistoryNotes() {
        @Override
        public void job(JobKey key, long txn, Supplier<HistoryEntry> entry) {
            // nobody wants to know
        }

        @Override
        public void verb(JobKey key, HistoryVerb verb) {
            // nobody wants to know
        }

        @Override
        public void complete() {
            // nobody wants to know
        }

        @Override
        public void leave() {
            // nobody wants to know
        }
    };

    /**
     * A job is new or in another state, or has ended.
     *
     * @param txn names its transaction within the source; 0 if it is on its own
     * @param entry makes the entry, without number, members and verbs, later and on another thread; of several for one
     *     job only the last may be asked
     */
    void job(JobKey key, long txn, Supplier<HistoryEntry> entry);

    /** A verb was asked for, or answered: the same verb and time with the answer. */
    void verb(JobKey key, HistoryVerb verb);

    /** All jobs that the source has now have been told: what it had when it was left and has no more is over. */
    void complete();

    /** The source is left; its jobs go on unless they are those of the program itself. */
    void leave();
}
