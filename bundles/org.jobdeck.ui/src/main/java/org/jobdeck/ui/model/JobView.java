package org.jobdeck.ui.model;

import java.util.List;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.source.SourceState;

/**
 * A job as the window shows it: its snapshot and what follows from having watched it.
 *
 * @param source the number of its source
 * @param sourceState whether the snapshot can be trusted to be current
 * @param snapshot as it is now
 * @param fraction how far the bar reaches, 0 to 1; for one job it never falls
 * @param rate units a second over the last seconds; 0 while nothing moves
 * @param average units a second since the job was created
 * @param etaSeconds seconds until the work is done at the present rate, or {@link #UNKNOWN}
 * @param history the states it was seen in, oldest first
 */
public record JobView(
        int source,
        SourceState sourceState,
        JobSnapshot snapshot,
        double fraction,
        long rate,
        long average,
        long etaSeconds,
        List<StateEntry> history) {

    /** Stands for an estimate that cannot be made. */
    public static final long UNKNOWN = -1;

    /** Whether the snapshot says how the job is now, not how it was when the source was heard last. */
    public boolean isCurrent() {
        return sourceState == SourceState.LIVE;
    }

    /** The key of its row. */
    public RowKey.Job rowKey() {
        return new RowKey.Job(source, snapshot.key());
    }
}
