package org.jobdeck.ui.parts.history;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.eclipse.swt.widgets.Control;
import org.jobdeck.history.HistoryEntry;
import org.jobdeck.history.HistoryJournal;
import org.jobdeck.ui.live.Desk;

/** Fetches the entries anew when there are others, while the part can be seen, and not more often than a reader needs. */
final class HistoryFeed implements AutoCloseable {

    private static final Logger LOG = System.getLogger(HistoryFeed.class.getName());

    private static final int LOOK_MILLIS = 500;

    private final Control control;
    private final Desk desk;
    private final HistoryJournal journal;
    private final BiConsumer<List<HistoryEntry>, Throwable> show;
    private final AtomicBoolean stale = new AtomicBoolean(true);
    private final AutoCloseable listening;
    private boolean asked;

    /**
     * Begins; ends when it is closed.
     *
     * @param show takes the entries, or why there are none, on the user interface's thread
     */
    HistoryFeed(Control control, Desk desk, HistoryJournal journal, BiConsumer<List<HistoryEntry>, Throwable> show) {
        this.control = control;
        this.desk = desk;
        this.journal = journal;
        this.show = show;
        this.listening = journal.addListener(() -> stale.set(true));
        look();
    }

    private void look() {
        if (control.isDisposed()) {
            return;
        }
        if (!asked && control.isVisible() && stale.compareAndSet(true, false)) {
            asked = true;
            journal.entries().whenCompleteAsync(this::answered, desk.ui());
        }
        control.getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    private void answered(List<HistoryEntry> entries, Throwable failure) {
        asked = false;
        if (!control.isDisposed()) {
            show.accept(entries, failure);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the history could not be left", e);
        }
    }
}
