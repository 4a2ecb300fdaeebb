package org.jobdeck.ui.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceEvent;
import org.jobdeck.source.SourceState;
import org.jobdeck.source.SourceStatus;
import org.jobdeck.ui.model.StateText;
import org.jobdeck.ui.model.events.LogEntry;
import org.jobdeck.ui.model.events.LogView;

/**
 * Hears the events of all sources for as long as the window is open, and remembers the last {@value #MOST}.
 *
 * <p>Events come on any thread, {@link #since} may be asked on any thread; the lock is held for a few copies at most. All
 * else belongs to the user interface's thread.
 */
public final class EventLog implements SourceWatcher, AutoCloseable {

    /** How many entries are remembered. */
    public static final int MOST = 10_000;

    private static final Logger LOG = System.getLogger(EventLog.class.getName());

    private record Watched(JobSource source, AutoCloseable listening) {}

    private final Map<Integer, Watched> watched = new HashMap<>();
    private final Map<Integer, SourceStatus> states = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final LogEntry[] ring = new LogEntry[MOST];
    private long next;

    EventLog() {}

    @Override
    public void added(int number, JobSource source) {
        AutoCloseable listening = source.addEventListener(event -> heard(number, source.name(), event));
        watched.put(number, new Watched(source, listening));
        states.put(number, source.status());
    }

    @Override
    public void removed(int number) {
        Watched left = watched.remove(number);
        states.remove(number);
        if (left != null) {
            leave(left);
        }
    }

    /** Notes which sources are in another state than in the frame before. */
    void frame(Frame frame) {
        if (frame.sources()) {
            watched.forEach((number, each) -> noteState(number, each.source()));
        }
    }

    /** The entries from that serial on, as far as they are remembered. */
    public LogView.Page since(long serial) {
        lock.lock();
        try {
            long oldest = Math.max(0, next - MOST);
            long from = Math.max(serial, oldest);
            List<LogEntry> entries = new ArrayList<>((int) (next - from));
            for (long i = from; i < next; i++) {
                entries.add(ring[(int) (i % MOST)]);
            }
            return new LogView.Page(oldest, entries, next);
        } finally {
            lock.unlock();
        }
    }

    /** Hears nothing more. */
    @Override
    public void close() {
        List.copyOf(watched.keySet()).forEach(this::removed);
    }

    private void noteState(int number, JobSource source) {
        SourceStatus now = source.status();
        SourceStatus before = states.put(number, now);
        if (before == null || before.state() != now.state()) {
            boolean alarm = now.state() == SourceState.LOST
                    || now.state() == SourceState.NOT_ANSWERING
                    || now.state() == SourceState.UNREACHABLE;
            JsonObject data = JsonObject.builder()
                    .put("state", StateText.within(now.state()))
                    .put("remark", now.remark())
                    .put("alarm", alarm)
                    .build();
            add(now.since(), number, source.name(), LogEntry.SOURCE_STATE, data);
        }
    }

    private void heard(int number, String name, SourceEvent event) {
        add(event.at(), number, name, event.name(), event.data());
    }

    private void add(Instant at, int number, String sourceName, String name, JsonObject data) {
        lock.lock();
        try {
            ring[(int) (next % MOST)] = new LogEntry(next, at, number, sourceName, name, data);
            next++;
        } finally {
            lock.unlock();
        }
    }

    private static void leave(Watched left) {
        try {
            left.listening().close();
        } catch (Exception e) {
            LOG.log(
                    Level.WARNING,
                    "The events of ''{0}'' could not be left: {1}",
                    left.source().name(),
                    e.getMessage());
        }
    }
}
