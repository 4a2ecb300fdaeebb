package org.jobdeck.source.qmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jobdeck.loop.ManualClock;
import org.junit.jupiter.api.Test;

/** How often a server is asked again, however often something changes. */
class RefreshTest {

    private record Alarm(long due, Runnable action) {}

    private final ManualClock clock = new ManualClock();
    private final List<Alarm> alarms = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> asked = new ArrayDeque<>();
    private int count;
    private final Refresh refresh = new Refresh(
            clock, (delay, action) -> alarms.add(new Alarm(clock.nanoTime() + delay.toNanos(), action)), () -> {
                count++;
                CompletableFuture<Void> answer = new CompletableFuture<>();
                asked.add(answer);
                return answer;
            });

    private void pass(Duration time) {
        clock.advance(time);
        List<Alarm> due =
                alarms.stream().filter(alarm -> alarm.due <= clock.nanoTime()).toList();
        alarms.removeAll(due);
        due.forEach(alarm -> alarm.action.run());
    }

    private void answer() {
        asked.remove().complete(null);
    }

    @Test
    void asksAtOnceAndThenOnceASecond() {
        refresh.want();
        assertEquals(1, count);
        answer();
        for (int i = 0; i < 1000; i++) {
            refresh.want();
        }
        assertEquals(1, count);
        pass(Refresh.SPACING.minusNanos(1));
        assertEquals(1, count);
        pass(Duration.ofNanos(1));
        assertEquals(2, count);
        answer();
        pass(Duration.ofHours(1));
        assertEquals(2, count, "nothing has changed since");
        refresh.want();
        assertEquals(3, count);
    }

    @Test
    void neverAsksBeforeTheAnswerHasCome() {
        refresh.want();
        pass(Duration.ofMinutes(1));
        refresh.want();
        refresh.want();
        assertEquals(1, count);
        answer();
        assertEquals(2, count, "what changed meanwhile may not be in the answer");
        answer();
        assertEquals(2, count);
    }

    @Test
    void asksAgainAfterAFailure() {
        refresh.want();
        asked.remove().completeExceptionally(new IllegalStateException("lost"));
        pass(Refresh.SPACING);
        refresh.want();
        assertEquals(2, count);
    }
}
