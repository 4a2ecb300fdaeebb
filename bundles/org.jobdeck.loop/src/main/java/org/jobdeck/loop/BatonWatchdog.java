package org.jobdeck.loop;

import java.time.Duration;

/**
 * Is told of coroutines that keep a baton longer than {@link #LIMIT}: they hold up everything else in their loop.
 *
 * <p>In a loop with a home thread the report comes while the body still holds the baton, in a private loop after it has
 * given it back.
 */
public interface BatonWatchdog {

    /** How long a body may hold a baton before it is named. */
    Duration LIMIT = Duration.ofMillis(100);

    /**
     * A body holds, or held, the baton for longer than the limit.
     *
     * @param held how long so far
     * @param stack where it is now; empty where that is over
     */
    void heldTooLong(EventLoop loop, Coroutine coroutine, Duration held, StackTraceElement[] stack);

    /** A watchdog that writes a warning to the log. */
    static BatonWatchdog logging() {
        return LoggingWatchdog.INSTANCE;
    }

    /**
     * Internal: a coroutine of a private loop has given the baton back after the given time, and the loop has passed it
     * on. Called on the coroutine's thread, as the last thing before it waits or ends.
     */
    default void released(EventLoop loop, Coroutine coroutine, long nanos) {
        if (nanos > LIMIT.toNanos()) {
            heldTooLong(loop, coroutine, Duration.ofNanos(nanos), new StackTraceElement[0]);
        }
    }
}
