package org.jobdeck.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockEvent;
import org.jobdeck.loop.EventLoop;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;

/** How often something is told. */
class NodeEventsTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();

    private static BlockEvent bad(String node, long sector) {
        return new BlockEvent.QuorumBad(BlockEvent.QuorumOp.READ, Optional.empty(), node, sector, 1);
    }

    private List<String> after(EventLoop loop, long millis) {
        clock.advance(Duration.ofMillis(millis));
        loop.poll(false);
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Test
    void theFirstAtOnceAndTheLastOfASecondAfterIt() {
        try (EventLoop loop = EventLoop.adopting("main", clock)) {
            NodeEvents events = new NodeEvents(
                    loop,
                    event -> told.add(event.data()
                                    .orElseThrow()
                                    .string("node-name")
                                    .orElseThrow()
                            + event.data().orElseThrow().integer("sector-num").orElseThrow()));
            events.accept(bad("a", 1));
            events.accept(bad("a", 2));
            events.accept(bad("b", 3));
            events.accept(bad("a", 4));
            assertEquals(List.of("a1", "b3"), after(loop, 999));
            assertEquals(List.of("a4"), after(loop, 1));
            events.accept(bad("a", 5));
            events.accept(bad("b", 6));
            assertEquals(List.of("b6"), after(loop, 999));
            assertEquals(List.of("a5"), after(loop, 1));
            assertEquals(List.of(), after(loop, 5_000));
            events.accept(bad("a", 7));
            assertEquals(List.of("a7"), after(loop, 0));
        }
    }
}
