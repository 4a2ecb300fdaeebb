package org.jobdeck.ui.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.loop.Clock;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.VerbOutcome;
import org.jobdeck.source.VerbRequest;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;
import org.jobdeck.ui.model.RowModel;
import org.jobdeck.ui.prefs.Preferences;

/**
 * Keeps the row model current, on the user interface's thread, without ever waiting there.
 *
 * <p>A change in a source only raises a flag. A frame, ten times a second or four times at rest, asks every source whose flag is up once,
 * by {@link JobSource#tryChangesSince}, and again if that was not all and there is time; one that cannot answer at once is
 * asked again in the next frame. All that came is merged into the {@link RowModel}, and the listeners hear of it once.
 *
 * <p>Frames come from a timer that each frame sets anew when it is over: however long one takes, there is room for input
 * before the next.
 */
public final class UiAdapter implements AutoCloseable {

    /** The time from the end of a frame to the next: as often as the eye needs to see bars move. */
    public static final Duration FRAME = Duration.ofMillis(100);

    /** The time to the next frame when the last one found nothing to show. */
    public static final Duration REST = Duration.ofMillis(250);

    /** The time to the next frame while very many jobs are seen for the first time. */
    static final Duration SOON = Duration.ofMillis(20);

    /** After so much time a frame asks for nothing more and leaves the rest to the next. */
    static final Duration WORK = Duration.ofMillis(4);

    /** A frame asks a source so many times more at most, however quick the answers are. */
    private static final int MOST_ROUNDS = 60;

    /** When rows have been arranged anew, that is not done again for so many times as long as it took. */
    private static final int FREE_AFTERWARDS = 4;

    /** Nothing is left as it was for longer than that. */
    private static final Duration LONGEST_FREE = Duration.ofSeconds(1);

    /** Rates and estimates are worked out anew every so many frames where no snapshot does it. */
    static final int FRAMES_PER_TICK = 5;

    private static final Logger LOG = System.getLogger(UiAdapter.class.getName());

    private final RowModel model;
    private final Clock clock;
    private final FrameTimer timer;
    private final HistoryJournal history;
    private final FrameStats stats = new FrameStats();
    private final SortedMap<Integer, SourceFeed> feeds = new TreeMap<>();
    private final List<Runnable> tickers = new ArrayList<>();
    private final List<Runnable> afterFrames = new ArrayList<>();
    private final List<Consumer<Frame>> listeners = new ArrayList<>();
    private Duration stallAfter = Preferences.DEFAULT.stallAfter();
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final List<SourceWatcher> watchers = new ArrayList<>();
    private final Set<RowKey.Job> waiting = new HashSet<>();
    private boolean waitingSources;
    private long arrangeAgain;
    private long frames;
    private boolean closed;

    /** An adapter that fills the model, once it is started. */
    public UiAdapter(List<? extends JobSource> sources, RowModel model, Clock clock, FrameTimer timer) {
        this(sources, model, clock, timer, null);
    }

    /**
     * The same with notes of all jobs for the history.
     *
     * @param history takes them; null if there is none
     */
    UiAdapter(
            List<? extends JobSource> sources, RowModel model, Clock clock, FrameTimer timer, HistoryJournal history) {
        this.history = history;
        this.model = model;
        this.clock = clock;
        this.arrangeAgain = clock.nanoTime();
        this.timer = timer;
        sources.forEach(this::add);
    }

    /** Shows one more source from the next frame on; returns its number. */
    public int add(JobSource source) {
        SourceFeed feed = new SourceFeed(source, model, clock, stats, () -> stallAfter, history);
        feeds.put(feed.number(), feed);
        watchers.forEach(watcher -> watcher.added(feed.number(), source));
        return feed.number();
    }

    /** Shows a source no more, and listens to it no more; the source stays as it is. */
    public void remove(int number) {
        SourceFeed feed = feeds.remove(number);
        if (feed != null) {
            leave(feed);
            model.removeSource(number);
            watchers.forEach(watcher -> watcher.removed(number));
        }
    }

    /** Has the first frame at once, and then one after the other. */
    public void start() {
        frame();
    }

    /** How long a job at work may stand still from now on before it counts as stalled. */
    public void setStallAfter(Duration next) {
        stallAfter = next;
    }

    /** The source of that number. */
    public JobSource source(int number) {
        return feeds.get(number).source();
    }

    /** All sources by their numbers. */
    public SortedMap<Integer, JobSource> sources() {
        SortedMap<Integer, JobSource> sources = new TreeMap<>();
        feeds.forEach((number, feed) -> sources.put(number, feed.source()));
        return sources;
    }

    /** What was done so far. */
    public FrameStats stats() {
        return stats;
    }

    /** Adds somebody who is told of every frame that changed something, after the model has settled. */
    public void addListener(Consumer<Frame> listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Consumer<Frame> listener) {
        listeners.remove(listener);
    }

    /** Adds somebody who is told of every source: of those that are there at once, of others when they come and go. */
    public void watchSources(SourceWatcher watcher) {
        watchers.add(watcher);
        feeds.forEach((number, feed) -> watcher.added(number, feed.source()));
    }

    /** Adds somebody who is run in every fifth frame, whether something has changed or not. */
    public void addTicker(Runnable ticker) {
        tickers.add(ticker);
    }

    /** Adds somebody who is run at the end of every frame, whether something has changed or not. */
    public void addAfterFrame(Runnable what) {
        afterFrames.add(what);
    }

    /** Ends that. */
    public void removeAfterFrame(Runnable what) {
        afterFrames.remove(what);
    }

    /**
     * Runs something on the user interface's thread at the beginning of the next frame, unless there is none any more. Any
     * thread. What the toolkit offers for this runs only when there is nothing to draw, so that it may wait for seconds.
     */
    public void post(Runnable what) {
        posted.add(what);
    }

    /** Shows at once what has been changed in the model itself: its filter or its order. */
    public void showModel() {
        settle();
    }

    /** Shows those of the jobs no more that have ended. */
    public void clearEnded(Collection<RowKey.Job> jobs) {
        for (RowKey.Job job : jobs) {
            SourceFeed feed = feeds.get(job.source());
            if (feed != null) {
                feed.clear(List.of(job.job()), waiting);
            }
        }
        settle();
    }

    /** The jobs that would end with this program: those of the engine inside it that are not over. */
    public List<JobView> ownUnfinished() {
        return feeds.values().stream()
                .filter(SourceFeed::isOwn)
                .flatMap(feed -> feed.unfinished().stream())
                .toList();
    }

    /** Notes for the history that a verb was asked for. */
    void noteVerb(RowKey.Job job, VerbRequest request, CompletionStage<VerbOutcome> answer) {
        SourceFeed feed = feeds.get(job.source());
        if (feed != null) {
            feed.verb(job.job(), request, answer);
        }
    }

    /** Shows no job any more that has ended. */
    public void clearEnded() {
        feeds.values().forEach(feed -> feed.clear(feed.ended(), waiting));
        settle();
    }

    /** Ends the frames and listens to the sources no more; the sources stay as they are. */
    @Override
    public void close() {
        closed = true;
        feeds.values().forEach(UiAdapter::leave);
    }

    private static void leave(SourceFeed feed) {
        try {
            feed.close();
        } catch (Exception e) {
            LOG.log(
                    Level.WARNING,
                    "The source ''{0}'' could not be left: {1}",
                    feed.source().name(),
                    e.getMessage());
        }
    }

    private void runPosted() {
        // only what is there now: what this posts in its turn waits for the next frame
        for (int left = posted.size(); left > 0; left--) {
            posted.remove().run();
        }
    }

    private void frame() {
        if (closed) {
            return;
        }
        long start = clock.nanoTime();
        long enough = start + WORK.toNanos();
        boolean busy = false;
        try {
            runPosted();
            for (SourceFeed feed : feeds.values()) {
                waitingSources |= feed.poll(waiting);
            }
            boolean more = true;
            for (int i = 0; more && i < MOST_ROUNDS && clock.nanoTime() - enough < 0; i++) {
                more = false;
                for (SourceFeed feed : feeds.values()) {
                    more |= feed.pollOn(waiting);
                }
            }
            if (frames++ % FRAMES_PER_TICK == 0) {
                feeds.values().forEach(SourceFeed::beginRound);
                tickers.forEach(Runnable::run);
                model.resort();
            }
            feeds.values().forEach(feed -> feed.tick(waiting, enough));
            if (clock.nanoTime() - arrangeAgain >= 0) {
                busy = settle();
            }
            List.copyOf(afterFrames).forEach(Runnable::run);
        } finally {
            stats.frame(busy, clock.nanoTime() - start);
            timer.after(pause(busy), this::frame);
        }
    }

    private Duration pause(boolean busy) {
        if (feeds.values().stream().anyMatch(SourceFeed::isFilling)) {
            return SOON;
        }
        boolean unshown =
                waitingSources || !waiting.isEmpty() || feeds.values().stream().anyMatch(SourceFeed::isDue);
        return busy || unshown ? FRAME : REST;
    }

    /** Arranging very many rows takes long: afterwards the thread is free for a multiple of that time. */
    private boolean settle() {
        long start = clock.nanoTime();
        Frame frame = new Frame(model.settle(), waitingSources, Set.copyOf(waiting));
        waiting.clear();
        waitingSources = false;
        if (frame.isEmpty()) {
            return false;
        }
        List.copyOf(listeners).forEach(listener -> listener.accept(frame));
        long end = clock.nanoTime();
        long free = frame.structure() ? Math.min(FREE_AFTERWARDS * (end - start), LONGEST_FREE.toNanos()) : 0;
        arrangeAgain = end + free;
        return true;
    }
}
