package org.jobdeck.ui.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.history.HistoryNotes;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobOutcome;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobDevice;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.MachineStatus;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.source.qmp.QmpSource;
import org.jobdeck.ui.model.JobTrack;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;

/** One source as the adapter follows it. User interface thread only, but for the change listener. */
final class SourceFeed implements AutoCloseable {

    /** So many jobs are looked at before the clock is. */
    private static final int TICKS_A_LOOK = 64;

    private final int number;
    private final JobSource source;
    private final RowModel model;
    private final Clock clock;
    private final FrameStats stats;
    private final Supplier<Duration> stallAfter;
    private final AtomicBoolean dirty = new AtomicBoolean(true);
    private final AutoCloseable listening;
    private final Map<JobKey, JobTrack> tracks = new HashMap<>();
    private final Map<JobKey, JobView> views = new HashMap<>();
    private final FeedNotes notes;
    private final EndedJobs ended = new EndedJobs();
    private final Set<JobKey> unconfirmed = new HashSet<>();
    private final Set<JobKey> fresh = new HashSet<>();
    private final Queue<JobKey> round = new ArrayDeque<>();
    private boolean more;
    private boolean newcomers;
    private SourceStatus status;
    private MachineStatus machine;
    private String name;
    private long version;

    /**
     * Follows a source from now on.
     *
     * @param stallAfter how long a job at work may stand still before it counts as stalled
     * @param history takes notes of its jobs; null if none are wanted
     */
    SourceFeed(
            JobSource source,
            RowModel model,
            Clock clock,
            FrameStats stats,
            Supplier<Duration> stallAfter,
            HistoryJournal history) {
        this.source = source;
        this.model = model;
        this.clock = clock;
        this.stats = stats;
        this.stallAfter = stallAfter;
        String address = source instanceof QmpSource remote ? remote.address().toString() : "";
        this.notes =
                new FeedNotes(source, address, history == null ? HistoryNotes.NONE : history.follow(address), clock);
        this.name = source.name();
        this.status = source.status();
        this.number = model.addSource(name);
        this.machine = source.machine();
        model.describeSource(number, name, status.state(), status.remark(), machine);
        this.listening = source.addChangeListener(() -> dirty.set(true));
    }

    JobSource source() {
        return source;
    }

    int number() {
        return number;
    }

    /**
     * Asks the source once, and only if there may be something new.
     *
     * @param changed takes the jobs that differ
     * @return whether the source itself differs
     */
    boolean poll(Set<RowKey.Job> changed) {
        boolean differs = describe(changed);
        // the flag falls before the question: what happens after that raises it again
        if (dirty.compareAndSet(true, false)) {
            ask(changed);
        }
        return differs;
    }

    /**
     * Asks once again if the last answer was not all.
     *
     * @return whether this one was not all either
     */
    boolean pollOn(Set<RowKey.Job> changed) {
        if (more) {
            dirty.set(false);
            ask(changed);
        }
        return more;
    }

    /** Whether the source has something to tell that it was not asked for yet. */
    boolean isDue() {
        return dirty.get();
    }

    /** Whether there are jobs to come that were not seen before. */
    boolean isFilling() {
        return more && newcomers;
    }

    /** Notes which jobs {@link #tick} has to look at: those that have had no snapshot since the last time. */
    void beginRound() {
        if (round.isEmpty()) {
            tracks.forEach((key, track) -> {
                if (track.isMoving() && !fresh.contains(key)) {
                    round.add(key);
                }
            });
            fresh.clear();
        }
    }

    /**
     * Lets rates and estimates follow the clock where no snapshot comes, for some of the jobs or until the round is over.
     *
     * @param enough the time of the clock at which the rest is left for later, nanoseconds
     */
    void tick(Set<RowKey.Job> changed, long enough) {
        int seen = 0;
        while (!round.isEmpty() && (++seen % TICKS_A_LOOK != 0 || clock.nanoTime() - enough < 0)) {
            JobKey key = round.poll();
            JobTrack track = tracks.get(key);
            if (track != null && track.isMoving()) {
                show(key, track.view(status.state()), changed);
            }
        }
    }

    /** Shows jobs no more that have ended; does nothing about others. */
    void clear(Collection<JobKey> keys, Set<RowKey.Job> changed) {
        for (JobKey key : keys) {
            if (ended.remove(key)) {
                forget(key, changed);
            }
        }
    }

    /** Notes a verb that was asked for. */
    void verb(JobKey job, VerbRequest request, CompletionStage<VerbOutcome> answer) {
        notes.verb(job, request, answer);
    }

    /** Whether its jobs end with this program: those of the engine inside it, and not those of a QEMU. */
    boolean isOwn() {
        return !(source instanceof QmpSource);
    }

    /** The jobs that are not over, in the order of their creation. */
    List<JobView> unfinished() {
        return tracks.keySet().stream()
                .sorted()
                .map(views::get)
                .filter(job -> job.snapshot().status() != JobStatus.CONCLUDED)
                .toList();
    }

    /** The jobs that have ended and are still shown, in the order in which they ended. */
    List<JobKey> ended() {
        return ended.keys();
    }

    @Override
    public void close() throws Exception {
        notes.leave();
        listening.close();
    }

    private void ask(Set<RowKey.Job> changed) {
        Optional<Changes> answer = source.tryChangesSince(version);
        stats.asked(answer.isPresent());
        more = false;
        if (answer.isEmpty()) {
            dirty.set(true);
            return;
        }
        Changes changes = answer.get();
        version = changes.version();
        more = changes.more();
        if (more) {
            dirty.set(true);
        }
        int before = tracks.size();
        take(changes, changed);
        newcomers = tracks.size() > before;
        if (!changes.more()) {
            notes.answered(status.state());
        }
    }

    private boolean describe(Set<RowKey.Job> changed) {
        SourceStatus now = source.status();
        String nameNow = source.name();
        MachineStatus machineNow = source.machine();
        if (now.equals(status) && nameNow.equals(name) && machineNow.equals(machine)) {
            return false;
        }
        if (now.state() == SourceState.LIVE && status.state() != SourceState.LIVE) {
            // what it had before it was live is not all that it has
            dirty.set(true);
        }
        status = now;
        name = nameNow;
        machine = machineNow;
        model.describeSource(number, name, status.state(), status.remark(), machine);
        tracks.forEach((key, track) -> show(key, track.view(status.state()), changed));
        return true;
    }

    private void take(Changes changes, Set<RowKey.Job> changed) {
        stats.took(changes.upserted().size(), changes.ended().size(), changes.resync());
        if (changes.resync()) {
            unconfirmed.addAll(tracks.keySet());
        }
        end(changes.ended(), changed);
        for (JobSnapshot snapshot : changes.upserted()) {
            fresh.add(snapshot.key());
            ended.remove(snapshot.key());
            JobTrack track = tracks.computeIfAbsent(snapshot.key(), k -> newTrack());
            show(snapshot.key(), track.update(snapshot, disksOf(snapshot.key()), status.state()), changed);
        }
        if (!unconfirmed.isEmpty()) {
            settleResync(changes, changed);
        }
    }

    /** The answer to a resync may come in pieces: only with the last of them it is known which jobs are gone. */
    private void settleResync(Changes changes, Set<RowKey.Job> changed) {
        changes.upserted().forEach(snapshot -> unconfirmed.remove(snapshot.key()));
        if (!changes.more()) {
            end(unconfirmed.stream().sorted().map(this::unseen).toList(), changed);
        }
    }

    /** A job that is gone without a word: an error that was told before still counts, success is never inferred. */
    private JobEnding unseen(JobKey key) {
        JobSnapshot last = views.get(key).snapshot();
        JobOutcome told = JobOutcome.of(last.result(), last.error(), last.forceCancelled());
        boolean bad = last.error() != null || last.result() != 0;
        return new JobEnding(key, bad ? told : JobOutcome.UNKNOWN, last.error(), clock.now(), last);
    }

    private void end(List<JobEnding> endings, Set<RowKey.Job> changed) {
        int tooMany = Math.max(0, endings.size() - EndedJobs.MOST);
        endings.subList(0, tooMany).forEach(ending -> drop(ending, changed));
        endings.subList(tooMany, endings.size()).forEach(ending -> end(ending, changed));
    }

    /** Does not show for a moment what the others of its frame would push out at once. */
    private void drop(JobEnding ending, Set<RowKey.Job> changed) {
        JobKey key = ending.key();
        unconfirmed.remove(key);
        JobTrack track = tracks.remove(key);
        JobView last = views.get(key);
        if (track != null) {
            notes.endedUnshown(last.snapshot(), () -> track.end(ending, last.sourceState()));
            forget(key, changed);
        }
    }

    private void end(JobEnding ending, Set<RowKey.Job> changed) {
        JobKey key = ending.key();
        unconfirmed.remove(key);
        JobTrack track = tracks.remove(key);
        if (track == null && ending.last() != null) {
            // it came and went from one frame to the next
            track = newTrack();
        }
        if (track != null) {
            show(key, track.end(ending, status.state()), changed);
            ended.add(key).forEach(oldest -> forget(oldest, changed));
        }
    }

    private JobTrack newTrack() {
        return new JobTrack(number, clock, stallAfter);
    }

    private List<String> disksOf(JobKey job) {
        return source.devicesOf(job).stream().map(JobDevice::name).toList();
    }

    private void forget(JobKey key, Set<RowKey.Job> changed) {
        views.remove(key);
        model.remove(number, key);
        changed.add(new RowKey.Job(number, key));
    }

    private void show(JobKey key, JobView view, Set<RowKey.Job> changed) {
        JobView before = views.put(key, view);
        if (!view.equals(before)) {
            model.upsert(view);
            changed.add(view.rowKey());
            notes.seen(before, view);
        }
    }
}
