package org.jobdeck.ui.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobResource;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.RateEstimator;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.Units;

/** What is remembered of one job from snapshot to snapshot. */
public final class JobTrack {

    /** A job that goes from state to state for ever, as by pause and resume, must not fill the memory. */
    private static final int LONGEST_HISTORY = 200;

    private final int source;
    private final Clock clock;
    private final RateEstimator meter = new RateEstimator();
    private final List<StateEntry> history = new ArrayList<>();
    private List<StateEntry> historyCopy = List.of();
    private final MotionWatch motion;
    private final Supplier<Duration> stallAfter;
    private List<String> devices = List.of();
    private JobSnapshot snapshot;
    private double fraction;

    /**
     * Nothing is known yet of a job of that source.
     *
     * @param stallAfter how long a job at work may stand still before it counts as stalled
     */
    public JobTrack(int source, Clock clock, Supplier<Duration> stallAfter) {
        this.source = source;
        this.clock = clock;
        this.stallAfter = stallAfter;
        this.motion = new MotionWatch(clock);
    }

    /**
     * Takes a newer snapshot from a source that is in that state.
     *
     * @param disks the names of the machine's disks it works on
     */
    public JobView update(JobSnapshot next, List<String> disks, SourceState state) {
        devices = disks;
        return update(next, state);
    }

    /** Takes a newer snapshot of a job whose disks are as before. */
    public JobView update(JobSnapshot next, SourceState state) {
        if (history.isEmpty() && next.status() != JobStatus.CREATED) {
            history.add(new StateEntry(JobStatus.CREATED, next.created()));
        }
        StateEntry entry = new StateEntry(next.status(), next.statusSince());
        if (history.isEmpty() || !history.getLast().equals(entry)) {
            history.add(entry);
            if (history.size() > LONGEST_HISTORY) {
                history.remove(1);
            }
            historyCopy = List.copyOf(history);
        }
        if (snapshot != null && !moves(snapshot.status()) && moves(next.status())) {
            meter.reset();
        }
        snapshot = next;
        meter.add(clock.nanoTime(), next.progress());
        motion.add(next);
        fraction = Math.max(fraction, Units.fraction(next.progress()));
        return view(state);
    }

    /** The job as it looks now: without a new snapshot rate and estimate change all the same. */
    public JobView view(SourceState state) {
        boolean moves = moves(snapshot.status()) && state == SourceState.LIVE;
        long rate = moves ? meter.perSecond(clock.nanoTime()) : 0;
        return view(state, rate, moves ? eta() : JobView.UNKNOWN, Optional.empty());
    }

    /**
     * The job is there no more. Of the work done only a good end can be more than was told: then it is all.
     *
     * @param ending how it ended; with its last snapshot if there was none before
     */
    public JobView end(JobEnding ending, SourceState state) {
        JobSnapshot last = ending.last() == null ? snapshot : ending.last();
        List<JobResource> resources = snapshot == null ? last.resources() : snapshot.resources();
        update(LastSnapshot.of(last, resources, ending), state);
        if (ending.outcome() == JobOutcome.DONE) {
            fraction = 1;
        }
        return view(state, 0, JobView.UNKNOWN, Optional.of(ending));
    }

    private JobView view(SourceState state, long rate, long eta, Optional<JobEnding> ending) {
        return new JobView(
                source,
                state,
                snapshot,
                fraction,
                rate,
                average(),
                eta,
                historyCopy,
                ending,
                motion.motion(stallAfter.get()),
                devices);
    }

    /** Whether the job may look different after a while without a new snapshot. */
    public boolean isMoving() {
        return moves(snapshot.status());
    }

    private static boolean moves(JobStatus status) {
        return status == JobStatus.RUNNING || status == JobStatus.READY || status == JobStatus.ABORTING;
    }

    private long average() {
        Instant end = snapshot.status().isCompleted() ? endOfWork() : clock.now();
        long millis = Duration.between(snapshot.created(), end).toMillis();
        return millis <= 0 ? 0 : Math.round(snapshot.progress().current() * 1000.0 / millis);
    }

    private Instant endOfWork() {
        for (StateEntry entry : history) {
            if (entry.status().isCompleted()) {
                return entry.since();
            }
        }
        return snapshot.statusSince();
    }

    private long eta() {
        long left = snapshot.progress().total() - snapshot.progress().current();
        if (left <= 0 || snapshot.status() != JobStatus.RUNNING) {
            return JobView.UNKNOWN;
        }
        long now = clock.nanoTime();
        return meter.isOutgrown(now)
                ? JobView.NEVER
                : meter.remaining(now).map(Duration::toSeconds).orElse(JobView.UNKNOWN);
    }
}
