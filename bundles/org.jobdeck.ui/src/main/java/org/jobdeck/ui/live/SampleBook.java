package org.jobdeck.ui.live;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jobdeck.loop.Clock;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.model.series.Series;

/**
 * Notes once a second how fast the jobs go whose figures have changed, and how fast all go together.
 *
 * <p>What it holds is bounded: a series of its own have the first {@value #MOST_SERIES} jobs that move, and of the others
 * those that are chosen, from then on. User interface thread only.
 */
public final class SampleBook {

    /** How many jobs have a series without being chosen. */
    static final int MOST_SERIES = 2000;

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final RowModel model;
    private final SelectedRows selection;
    private final Clock clock;
    private final Map<RowKey.Job, Series> series = new HashMap<>();
    private final Set<RowKey.Job> changed = new HashSet<>();
    private final Series all;
    private long last;
    private boolean begun;

    SampleBook(RowModel model, SelectedRows selection, Clock clock) {
        this.model = model;
        this.selection = selection;
        this.clock = clock;
        this.all = new Series(clock.nanoTime());
    }

    void frame(Frame frame) {
        changed.addAll(frame.jobs());
        noteIfDue();
    }

    /** Takes the samples of this second unless that has been done; for those who show them and come between frames. */
    public void noteIfDue() {
        long now = clock.nanoTime();
        if (begun && now - last < PAUSE) {
            return;
        }
        begun = true;
        last = now;
        for (RowKey.Job key : changed) {
            model.job(key).ifPresentOrElse(job -> note(now, key, job), () -> series.remove(key));
        }
        changed.clear();
        long rate = 0;
        for (JobView job : model.allJobs()) {
            rate += job.rate();
        }
        all.add(now, rate, 0, 0);
    }

    /** How a job went; empty if nothing was noted. */
    public Optional<Series> of(RowKey.Job job) {
        return Optional.ofNullable(series.get(job));
    }

    /** How all jobs together went. */
    public Series all() {
        return all;
    }

    private void note(long now, RowKey.Job key, JobView job) {
        Series own = series.get(key);
        if (own == null) {
            if (series.size() >= MOST_SERIES && !selection.keys().contains(key)) {
                return;
            }
            own = new Series(now);
            series.put(key, own);
        }
        long total = job.snapshot().progress().total();
        own.add(now, job.rate(), Math.max(0, total - job.snapshot().progress().current()), total);
    }
}
