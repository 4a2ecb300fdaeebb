package org.jobdeck.daemon;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jobdeck.block.BlockEvent;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.qmp.QmpEvent;

/**
 * Passes on what happened to nodes, of each thing once a second at most: the first is told at once, and of those that come
 * within the second the last when it is over (QEMU: monitor_qapi_event_throttled). Main loop.
 */
final class NodeEvents implements Consumer<BlockEvent> {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Consumer<QmpEvent> clients;

    /** What was told within the last second, with what is to be told after it. */
    private final Map<Thing, Optional<QmpEvent>> heldBack = new HashMap<>();

    /** What is told once a second. */
    private record Thing(String event, String subject) {}

    NodeEvents(EventLoop loop, Consumer<QmpEvent> clients) {
        this.loop = loop;
        this.clients = clients;
    }

    @Override
    public void accept(BlockEvent event) {
        QmpEvent told = new QmpEvent(
                event.name(), Optional.of(event.data()), loop.clock().now());
        Thing thing = new Thing(event.name(), event.subject());
        if (!event.isLimited()) {
            clients.accept(told);
        } else if (heldBack.containsKey(thing)) {
            heldBack.put(thing, Optional.of(told));
        } else {
            tell(thing, told);
        }
    }

    private void tell(Thing thing, QmpEvent event) {
        heldBack.put(thing, Optional.empty());
        loop.schedule(SECOND, () -> heldBack.remove(thing).ifPresent(last -> tell(thing, last)));
        clients.accept(event);
    }
}
