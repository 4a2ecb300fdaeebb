package org.jobdeck.ui.decide;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jobdeck.job.common.JobStatus;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.live.Desk;
import org.jobdeck.ui.live.Frame;
import org.jobdeck.ui.live.StatusMessage;
import org.jobdeck.ui.model.JobView;
import org.jobdeck.ui.model.RowKey;

/**
 * All jobs that wait for the user, wherever they are. Looks only at what a frame has changed, and says in the status line
 * when one more waits. User interface thread only.
 */
public final class OpenDecisions implements AutoCloseable {

    private static final Messages TEXTS = Messages.of(OpenDecisions.class);

    private final Desk desk;
    private final Set<RowKey.Job> waiting = new LinkedHashSet<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final Consumer<Frame> onFrame = this::frame;

    /** Watches the desk's jobs until it is closed. */
    public OpenDecisions(Desk desk) {
        this.desk = desk;
        desk.adapter().addListener(onFrame);
    }

    /** The jobs that wait, those that have waited longest first. */
    public List<RowKey.Job> waiting() {
        return List.copyOf(waiting);
    }

    /** Adds somebody who is told when others wait. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    private void frame(Frame frame) {
        boolean changed = false;
        for (RowKey.Job key : frame.jobs()) {
            changed |= look(key);
        }
        if (frame.sources() || frame.structure()) {
            changed |= waiting.removeIf(
                    key -> desk.model().job(key).filter(DecisionText::isOpen).isEmpty());
        }
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }

    private boolean look(RowKey.Job key) {
        JobView open = desk.model().job(key).filter(DecisionText::isOpen).orElse(null);
        if (open == null) {
            return waiting.remove(key);
        }
        if (!waiting.add(key)) {
            return false;
        }
        boolean ready = open.snapshot().status() == JobStatus.READY;
        desk.status()
                .say(new StatusMessage(
                        TEXTS.format(
                                ready ? "status.ready" : "status.pending",
                                open.snapshot().id()),
                        StatusMessage.Kind.ASKED));
        return true;
    }

    @Override
    public void close() {
        desk.adapter().removeListener(onFrame);
    }
}
