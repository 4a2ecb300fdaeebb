package org.jobdeck.qmp.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jobdeck.json.JsonValue;
import org.jobdeck.qmp.QmpEvent;

/**
 * Lets some events pass no more than once a second: the first at once, and of those within the second after it the last
 * (QEMU: monitor_qapi_event_queue). No event of a job is among them. Belongs to one thread.
 */
final class EventThrottle {
    static final long PERIOD_NANOS = 1_000_000_000;

    /** The events that are held back, and the member of their data that tells their series apart, if there is one. */
    private static final Map<String, String> LIMITED = Map.of(
            "RTC_CHANGE", "",
            "WATCHDOG", "",
            "BALLOON_CHANGE", "",
            "QUORUM_REPORT_BAD", "node-name",
            "QUORUM_FAILURE", "",
            "VSERPORT_CHANGE", "id",
            "MEMORY_DEVICE_SIZE_CHANGE", "qom-path");

    private final Timer timer;
    private final Consumer<QmpEvent> sink;
    private final Map<Key, Optional<QmpEvent>> heldBack = new HashMap<>();

    /** Sees to it that something is done in the throttle's thread after a time. */
    @FunctionalInterface
    interface Timer {
        /** Has the action done so many nanoseconds from now. */
        void after(long nanos, Runnable action);
    }

    private record Key(String name, Optional<JsonValue> series) {}

    EventThrottle(Timer timer, Consumer<QmpEvent> sink) {
        this.timer = timer;
        this.sink = sink;
    }

    /** Passes an event on, now or later or never. */
    void offer(QmpEvent event) {
        String member = LIMITED.get(event.name());
        if (member == null) {
            sink.accept(event);
            return;
        }
        Key key = new Key(event.name(), event.data().flatMap(data -> data.get(member)));
        if (heldBack.containsKey(key)) {
            heldBack.put(key, Optional.of(event));
        } else {
            pass(key, event);
        }
    }

    private void pass(Key key, QmpEvent event) {
        sink.accept(event);
        heldBack.put(key, Optional.empty());
        timer.after(PERIOD_NANOS, () -> expire(key));
    }

    private void expire(Key key) {
        Optional<QmpEvent> last = Objects.requireNonNull(heldBack.remove(key));
        last.ifPresent(event -> pass(key, event));
    }
}
