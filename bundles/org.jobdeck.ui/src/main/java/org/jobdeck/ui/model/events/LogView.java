package org.jobdeck.ui.model.events;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Those entries of the log that are shown. Belongs to one thread, the user interface's. */
public final class LogView {

    /**
     * Entries of the log that follow each other.
     *
     * @param oldest the serial of the oldest entry that the log still has
     * @param entries those that were asked for
     * @param next the serial that the next entry will have
     */
    public record Page(long oldest, List<LogEntry> entries, long next) {}

    /** How the shown entries have changed. */
    public enum Change {
        /** Not at all. */
        NONE,
        /** There are more of them behind the others. */
        MORE,
        /** The first of them are gone, so that all have another place. */
        MOVED
    }

    private final List<LogEntry> shown = new ArrayList<>();
    private Predicate<LogEntry> filter = entry -> true;
    private long next;
    private long clearedUpTo;

    /** The serial of the first entry that has not been taken yet. */
    public long next() {
        return next;
    }

    /** The entries that are shown, oldest first. */
    public List<LogEntry> shown() {
        return shown;
    }

    /** Shows those that fulfil another condition; all entries have to be taken again. */
    public void filter(Predicate<LogEntry> wanted) {
        filter = wanted;
        shown.clear();
        next = clearedUpTo;
    }

    /** Shows nothing of what was heard so far. */
    public void clear() {
        clearedUpTo = next;
        shown.clear();
    }

    /** Takes what has been added to the log, and forgets what the log has forgotten. */
    public Change take(Page page) {
        int gone = 0;
        while (gone < shown.size() && shown.get(gone).serial() < page.oldest()) {
            gone++;
        }
        shown.subList(0, gone).clear();
        int before = shown.size();
        page.entries().stream().filter(filter).forEach(shown::add);
        next = page.next();
        return gone > 0 ? Change.MOVED : shown.size() > before ? Change.MORE : Change.NONE;
    }
}
