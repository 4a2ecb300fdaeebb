package org.jobdeck.ui.parts.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.eclipse.swt.widgets.Display;
import org.jobdeck.json.JsonObject;
import org.jobdeck.source.JobSource;
import org.jobdeck.source.SourceEvent;

/**
 * Takes the events of a source to the user interface, a handful at a time: what comes faster than it can be read is
 * counted only.
 */
final class EventTap implements AutoCloseable {

    private static final int MOST_WAITING = 200;
    private static final int EVERY_MILLIS = 200;

    private final Display display;
    private final BiConsumer<String, Integer> told;
    private final AutoCloseable listening;
    private final Lock lock = new ReentrantLock();
    private final Deque<SourceEvent> waiting = new ArrayDeque<>();
    private int dropped;
    private boolean scheduled;
    private volatile boolean closed;

    /**
     * Listens from now on.
     *
     * @param told takes on the display's thread the text of an event and 0, or an empty text and how many were left out
     */
    EventTap(JobSource source, Display display, BiConsumer<String, Integer> told) {
        this.display = display;
        this.told = told;
        listening = source.addEventListener(this::take);
    }

    private void take(SourceEvent event) {
        boolean first;
        lock.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(event);
            } else {
                dropped++;
            }
            first = !scheduled;
            scheduled = true;
        } finally {
            lock.unlock();
        }
        if (first && !display.isDisposed()) {
            display.asyncExec(() -> display.timerExec(EVERY_MILLIS, this::flush));
        }
    }

    private void flush() {
        Deque<SourceEvent> now;
        int left;
        lock.lock();
        try {
            now = new ArrayDeque<>(waiting);
            waiting.clear();
            left = dropped;
            dropped = 0;
            scheduled = false;
        } finally {
            lock.unlock();
        }
        if (closed) {
            return;
        }
        now.forEach(event -> told.accept(textOf(event), 0));
        if (left > 0) {
            told.accept("", left);
        }
    }

    private static String textOf(SourceEvent event) {
        JsonObject.Builder message = JsonObject.builder().put("event", event.name());
        if (!event.data().isEmpty()) {
            message.put("data", event.data());
        }
        return message.build().toJson();
    }

    @Override
    public void close() throws Exception {
        closed = true;
        listening.close();
    }
}
