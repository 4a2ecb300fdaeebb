package org.jobdeck.ui.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jobdeck.job.common.Changes;
import org.jobdeck.job.common.JobEnding;
import org.jobdeck.job.common.JobKey;
import org.jobdeck.job.common.JobSnapshot;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.ui.model.JobTrack;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;

/** One source as the adapter follows it. User interface thread only, but for the change listener. */
final class SourceFeed implements AutoCloseable {

    private final int number;
    private final JobSource source;
    private final RowModel model;
    private final Clock clock;
    private final FrameStats stats;
    private final AtomicBoolean dirty = new AtomicBoolean(true);
    private final AutoCloseable listening;
    private final Map<JobKey, JobTrack> tracks = new HashMap<>();
    private final Map<JobKey, JobView> views = new HashMap<>();
    private final Set<JobKey> unconfirmed = new HashSet<>();
    private SourceStatus status;
    private String name;
    private long version;

    SourceFeed(JobSource source, RowModel model, Clock clock, FrameStats stats) {
        this.source = source;
        this.model = model;
        this.clock = clock;
        this.stats = stats;
        this.name = source.name();
        this.status = source.status();
        this.number = model.addSource(name);
        model.describeSource(number, name, status.state(), status.remark());
        this.listening = source.addChangeListener(() -> dirty.set(true));
    }

    JobSource source() {
        return source;
    }

    int number() {
        return number;
    }

    /**
     * Asks the source at most once, and only if there may be something new.
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

    /** Lets rates and estimates follow the clock where no snapshot comes. */
    void tick(Set<RowKey.Job> changed) {
        tracks.forEach((key, track) -> {
            if (track.isMoving()) {
                show(key, track.view(status.state()), changed);
            }
        });
    }

    @Override
    public void close() throws Exception {
        listening.close();
    }

    private void ask(Set<RowKey.Job> changed) {
        Optional<Changes> answer = source.tryChangesSince(version);
        stats.asked(answer.isPresent());
        if (answer.isEmpty()) {
            dirty.set(true);
            return;
        }
        Changes changes = answer.get();
        version = changes.version();
        if (changes.more()) {
            dirty.set(true);
        }
        take(changes, changed);
    }

    private boolean describe(Set<RowKey.Job> changed) {
        SourceStatus now = source.status();
        String nameNow = source.name();
        if (now.equals(status) && nameNow.equals(name)) {
            return false;
        }
        status = now;
        name = nameNow;
        model.describeSource(number, name, status.state(), status.remark());
        tracks.forEach((key, track) -> show(key, track.view(status.state()), changed));
        return true;
    }

    private void take(Changes changes, Set<RowKey.Job> changed) {
        stats.took(changes.upserted().size(), changes.ended().size(), changes.resync());
        if (changes.resync()) {
            unconfirmed.addAll(tracks.keySet());
        }
        for (JobEnding ending : changes.ended()) {
            forget(ending.key(), changed);
        }
        for (JobSnapshot snapshot : changes.upserted()) {
            JobTrack track = tracks.computeIfAbsent(snapshot.key(), k -> new JobTrack(number, clock));
            show(snapshot.key(), track.update(snapshot, status.state()), changed);
        }
        if (!unconfirmed.isEmpty()) {
            settleResync(changes, changed);
        }
    }

    /** The answer to a resync may come in pieces: only with the last of them it is known which jobs are gone. */
    private void settleResync(Changes changes, Set<RowKey.Job> changed) {
        changes.upserted().forEach(snapshot -> unconfirmed.remove(snapshot.key()));
        if (!changes.more()) {
            Set.copyOf(unconfirmed).forEach(key -> forget(key, changed));
        }
    }

    private void forget(JobKey key, Set<RowKey.Job> changed) {
        unconfirmed.remove(key);
        if (tracks.remove(key) != null) {
            views.remove(key);
            model.remove(number, key);
            changed.add(new RowKey.Job(number, key));
        }
    }

    private void show(JobKey key, JobView view, Set<RowKey.Job> changed) {
        if (!view.equals(views.put(key, view))) {
            model.upsert(view);
            changed.add(view.rowKey());
        }
    }
}
