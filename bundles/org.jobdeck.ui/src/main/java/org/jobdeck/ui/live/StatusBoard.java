package org.jobdeck.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The latest message, for whoever shows it. User interface thread only. */
public final class StatusBoard {

    private final List<Consumer<StatusMessage>> listeners = new ArrayList<>();
    private StatusMessage latest = new StatusMessage("", StatusMessage.Kind.DONE);

    /** What was said last. */
    public StatusMessage latest() {
        return latest;
    }

    /** Says something. */
    public void say(StatusMessage message) {
        latest = message;
        List.copyOf(listeners).forEach(listener -> listener.accept(message));
    }

    /** Adds somebody who is told every message. */
    public void addListener(Consumer<StatusMessage> listener) {
        listeners.add(listener);
    }

    /** Ends that. */
    public void removeListener(Consumer<StatusMessage> listener) {
        listeners.remove(listener);
    }
}
