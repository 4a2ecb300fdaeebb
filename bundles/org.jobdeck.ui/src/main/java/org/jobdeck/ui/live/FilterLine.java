package org.jobdeck.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is written in the filter of the tree, for all who show or change it. User interface thread only. */
public final class FilterLine {

    private final List<Consumer<String>> listeners = new ArrayList<>();
    private String text = "";

    /** What is written there. */
    public String text() {
        return text;
    }

    /** Writes something else; nothing shows all jobs. */
    public void set(String next) {
        if (!next.equals(text)) {
            text = next;
            List.copyOf(listeners).forEach(listener -> listener.accept(next));
        }
    }

    /** Adds somebody who is told what is written there now. */
    public void addListener(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Consumer<String> listener) {
        listeners.remove(listener);
    }
}
