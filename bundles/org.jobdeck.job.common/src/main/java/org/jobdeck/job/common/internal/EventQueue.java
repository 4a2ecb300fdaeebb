package org.jobdeck.job.common.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jobdeck.job.common.JobEvent;
import org.jobdeck.job.common.JobLock;
import org.jobdeck.job.common.JobLock.Held;
import org.jobdeck.loop.EventLoop;

/** The events of an engine on their way from the instant they happen to those who listen. */
final class EventQueue {

    private static final Logger LOG = System.getLogger(EventQueue.class.getName());

    private final JobLock lock;
    private final EventLoop mainLoop;
    private final List<Consumer<JobEvent>> listeners = new CopyOnWriteArrayList<>();

    /** Guarded by the job lock. */
    private List<JobEvent> queued = new ArrayList<>();

    /** Whether a bottom half is on its way; guarded by the job lock. */
    private boolean scheduled;

    /** Whether a delivery is under way; touched on the main loop only. */
    private boolean delivering;

    EventQueue(JobLock lock, EventLoop mainLoop) {
        this.lock = lock;
        this.mainLoop = mainLoop;
    }

    AutoCloseable addListener(Consumer<JobEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether anybody would be told: otherwise an event need not even be made. */
    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    void append(Held held, JobEvent event) {
        lock.require(held);
        if (listeners.isEmpty()) {
            return;
        }
        queued.add(event);
        if (!scheduled) {
            scheduled = true;
            mainLoop.execute(this::deliver);
        }
    }

    /** Main loop only, lock free. A call from within a listener leaves the rest to the delivery under way. */
    void deliver() {
        mainLoop.requireCurrent("delivering events");
        lock.requireFree();
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            for (List<JobEvent> batch = takeAll(); !batch.isEmpty(); batch = takeAll()) {
                batch.forEach(this::tellAll);
            }
        } finally {
            delivering = false;
        }
    }

    private List<JobEvent> takeAll() {
        try (Held held = lock.acquire()) {
            lock.require(held);
            scheduled = false;
            List<JobEvent> batch = queued;
            queued = new ArrayList<>();
            return batch;
        }
    }

    private void tellAll(JobEvent event) {
        for (Consumer<JobEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException | Error e) {
                // the others, and the events that follow, are not to suffer
                LOG.log(Level.ERROR, () -> "a listener failed on " + event, e);
            }
        }
    }
}
