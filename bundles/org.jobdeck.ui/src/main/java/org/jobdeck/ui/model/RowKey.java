package org.jobdeck.ui.model;

import org.jobdeck.job.common.JobKey;

/** Names a row for as long as the window is open, wherever it moves. */
public sealed interface RowKey {

    /** Stands for no source. */
    int NO_SOURCE = -1;

    /** The number of the source, counted from 0; {@link #NO_SOURCE} for a row that is not of one. */
    int source();

    /**
     * Jobs that have something in common other than their source.
     *
     * @param grouping what kind of thing
     * @param value what they have in common
     */
    record Group(Grouping grouping, String value) implements RowKey {

        @Override
        public int source() {
            return NO_SOURCE;
        }
    }

    /** A source of jobs. */
    record Source(int source) implements RowKey {}

    /**
     * A transaction.
     *
     * @param txn its name within the source
     */
    record Txn(int source, long txn) implements RowKey {}

    /**
     * A job.
     *
     * @param job its name within the source
     */
    record Job(int source, JobKey job) implements RowKey {}

    /**
     * Something a job works on.
     *
     * @param job the job
     * @param index its place in the job's list of resources
     */
    record Node(int source, JobKey job, int index) implements RowKey {}
}
