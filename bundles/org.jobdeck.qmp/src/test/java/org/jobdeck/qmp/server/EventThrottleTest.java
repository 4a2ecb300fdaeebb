package org.jobdeck.qmp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jobdeck.json.JsonObject;
import org.jobdeck.qmp.QmpEvent;
import org.junit.jupiter.api.Test;

/** Which events pass at once, which wait for the second to end, and which never pass. */
class EventThrottleTest {
    private final List<String> passed = new ArrayList<>();
    private final Queue<Runnable> seconds = new ArrayDeque<>();
    private final EventThrottle throttle = new EventThrottle(
            (nanos, action) -> {
                assertEquals(1_000_000_000, nanos);
                seconds.add(action);
            },
            event -> passed.add(
                    event.name() + event.data().map(JsonObject::toJson).orElse("")));

    private void offer(String name, String member, Object value) {
        throttle.offer(new QmpEvent(name, Optional.of(JsonObject.of(member, value)), Instant.EPOCH));
    }

    private List<String> taken() {
        List<String> all = List.copyOf(passed);
        passed.clear();
        return all;
    }

    @Test
    void eventsOfJobsAreNeverHeldBack() {
        for (int i = 0; i < 3; i++) {
            offer("JOB_STATUS_CHANGE", "id", 1);
        }
        assertEquals(3, taken().size());
        assertEquals(0, seconds.size());
    }

    @Test
    void theFirstPassesAtOnceAndTheLastAtTheEndOfTheSecond() {
        for (int i = 0; i < 4; i++) {
            offer("BALLOON_CHANGE", "actual", i);
        }
        offer("WATCHDOG", "action", "none");
        assertEquals(List.of("BALLOON_CHANGE{\"actual\": 0}", "WATCHDOG{\"action\": \"none\"}"), taken());

        seconds.remove().run();
        assertEquals(List.of("BALLOON_CHANGE{\"actual\": 3}"), taken());
        offer("BALLOON_CHANGE", "actual", 4);
        seconds.remove().run();
        assertEquals(List.of(), taken());
        seconds.remove().run();
        assertEquals(List.of("BALLOON_CHANGE{\"actual\": 4}"), taken());
        seconds.remove().run();
        assertEquals(0, seconds.size());
        offer("BALLOON_CHANGE", "actual", 5);
        assertEquals(List.of("BALLOON_CHANGE{\"actual\": 5}"), taken());
    }

    @Test
    void seriesOfOneNameAreToldApart() {
        offer("QUORUM_REPORT_BAD", "node-name", "a");
        offer("QUORUM_REPORT_BAD", "node-name", "b");
        offer("QUORUM_REPORT_BAD", "node-name", "a");
        offer("VSERPORT_CHANGE", "id", "a");
        offer("VSERPORT_CHANGE", "id", "b");
        offer("MEMORY_DEVICE_SIZE_CHANGE", "qom-path", "a");
        offer("MEMORY_DEVICE_SIZE_CHANGE", "qom-path", "b");
        offer("MEMORY_DEVICE_SIZE_CHANGE", "qom-path", "b");
        assertEquals(6, taken().size());
    }
}
