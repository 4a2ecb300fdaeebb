package org.jobdeck.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobdeck.job.common.IoStatus;
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
 * @param etaSeconds seconds until the work is done if what is left shrinks as it does now, {@link #UNKNOWN}, or
 *     {@link #NEVER}
 * @param history the states it was seen in, oldest first
 * @param ending how it ended if it is there no more; the snapshot is then as it was last, in the state null
 * @param motion what follows from having watched its progress
 * @param devices the machine's disks it works on
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
        Optional<JobEnding> ending,
        Motion motion,
        List<String> devices) {

    /** Stands for an estimate that cannot be made. */
    public static final long UNKNOWN = -1;

    /** Stands for the end of work that grows at least as fast as it is done. */
    public static final long NEVER = -2;

    /** A job whose progress was not watched, and whose disks are not known. */
    public JobView(
            int source,
            SourceState sourceState,
            JobSnapshot snapshot,
            double fraction,
            long rate,
            long average,
            long etaSeconds,
            List<StateEntry> history,
            Optional<JobEnding> ending) {
        this(
                source,
                sourceState,
                snapshot,
                fraction,
                rate,
                average,
                etaSeconds,
                history,
                ending,
                Motion.NONE,
                List.of());
    }

    /** Whether the job is there no more, and only shown until the user clears it. */
    public boolean isEnded() {
        return ending.isPresent();
    }

    /** Whether the snapshot says how the job is now, not how it was when the source was heard last. */
    public boolean isCurrent() {
        return sourceState == SourceState.LIVE || isEnded();
    }

    /** Whether nothing of its work is left: done, given up or failed. */
    public boolean isOver() {
        return isEnded() || snapshot.status().isCompleted();
    }

    /** Whether it is at work, as far as its source is heard, and has not come on for longer than the user's patience. */
    public boolean isStalled() {
        return motion.stalled() && isCurrent() && snapshot.ioStatus() == IoStatus.OK && !snapshot.cancelRequested();
    }

    /** How long it has been there, or was at the end of its work, in whole seconds. */
    public long elapsedSeconds(Instant now) {
        return Math.max(
                0,
                Duration.between(snapshot.created(), isOver() ? workEnded() : now)
                        .toSeconds());
    }

    /** When its work ended, for one that {@link #isOver()}. */
    private Instant workEnded() {
        for (StateEntry entry : history) {
            if (entry.status().isCompleted()) {
                return entry.since();
            }
        }
        return snapshot.statusSince();
    }

    /** The key of its row. */
    public RowKey.Job rowKey() {
        return new RowKey.Job(source, snapshot.key());
    }
}
