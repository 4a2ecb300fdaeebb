package org.jobdeck.source.qmp;

import java.time.Duration;

/** How long to wait before the next attempt: twice as long each time, up to a bound. One thread. */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration next = FIRST;

    /** The time to wait now. */
    Duration next() {
        Duration now = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return now;
    }

    /** It went well: the next failure is the first again. */
    void reset() {
        next = FIRST;
    }
}
