package org.jobdeck.ui.live;

import java.util.ArrayList;
import java.util.List;
import org.jobdeck.ui.model.RowKey;

/** The rows that the user has chosen, for all parts of the window. User interface thread only. */
public final class SelectedRows {

    private final List<Runnable> listeners = new ArrayList<>();
    private List<RowKey> keys = List.of();

    /** The chosen rows, from top to bottom. */
    public List<RowKey> keys() {
        return keys;
    }

    /** Chooses others. */
    public void set(List<RowKey> next) {
        if (!next.equals(keys)) {
            keys = List.copyOf(next);
            List.copyOf(listeners).forEach(Runnable::run);
        }
    }

    /** Adds somebody who is told that others are chosen. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }
}
