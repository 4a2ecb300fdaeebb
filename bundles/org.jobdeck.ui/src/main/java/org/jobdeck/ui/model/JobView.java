package org.jobdeck.ui.model;

import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.JobEnding;
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
 * @param ending how it ended if it is there no more; the snapshot is then as it was last, in the state null
 */
public record JobView(
        int source,
        SourceState sourceState,
        JobSnapshot snapshot,
        double fraction,
        long rate,
        long average,
        long etaSeconds,
        List<StateEntry> history,
        Optional<JobEnding> ending) {

    /** Stands for an estimate that cannot be made. */
    public static final long UNKNOWN = -1;

    /** Whether the job is there no more, and only shown until the user clears it. */
    public boolean isEnded() {
        return ending.isPresent();
    }

    /** Whether the snapshot says how the job is now, not how it was when the source was heard last. */
    public boolean isCurrent() {
        return sourceState == SourceState.LIVE || isEnded();
    }

    /** The key of its row. */
    public RowKey.Job rowKey() {
        return new RowKey.Job(source, snapshot.key());
    }
}
