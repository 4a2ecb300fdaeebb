package org.jobdeck.qmp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jobdeck.loop.Clock;

/** What is to be done at a time to come. Belongs to one thread. */
final class Alarms {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final Clock clock;
    private final PriorityQueue<Alarm> pending = new PriorityQueue<>(
            Comparator.comparing(Alarm::due, (a, b) -> Long.signum(a - b)).thenComparingLong(Alarm::number));
    private long added;

    private record Alarm(long due, long number, Runnable action) {}

    Alarms(Clock clock) {
        this.clock = clock;
    }

    void add(long nanoTime, Runnable action) {
        pending.add(new Alarm(nanoTime, added++, action));
    }

    boolean isDue() {
        Alarm first = pending.peek();
        return first != null && first.due - clock.nanoTime() <= 0;
    }

    /** How long a selector may wait for channels: at least 1, or 0 for as long as it likes. */
    long millisToNext() {
        Alarm first = pending.peek();
        if (first == null || !clock.runsByItself()) {
            return 0;
        }
        return Math.max(1, (first.due - clock.nanoTime() + NANOS_A_MILLI - 1) / NANOS_A_MILLI);
    }

    /** Takes out what is due, the earliest first. */
    List<Runnable> takeDue() {
        if (!isDue()) {
            return List.of();
        }
        List<Runnable> due = new ArrayList<>();
        while (isDue()) {
            due.add(pending.remove().action);
        }
        return due;
    }
}
