package org.jobdeck.loop;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Time as the engine sees it: a monotonic count for timers and a wall clock for time stamps.
 *
 * <p>Both come from one object so that a test can drive them together ({@link ManualClock}). Any thread may ask.
 */
public interface Clock {

    /** Monotonic time in nanoseconds from an arbitrary origin; only differences mean anything. */
    long nanoTime();

    /** Wall-clock time, for time stamps of events. */
    Instant now();

    /**
     * Asks to be told when the time of this clock jumps, so that a loop that waits for a timer looks again.
     *
     * @param wake called on the thread that moved the clock; must be quick
     * @return a handle that ends the registration
     */
    default AutoCloseable onJump(Runnable wake) {
        return () -> {};
    }

    /**
     * Whether {@link #nanoTime()} advances by itself. Where it does not, a loop waits for {@link #onJump} instead of
     * letting the machine's clock end its sleep.
     */
    default boolean runsByItself() {
        return true;
    }

    /**
     * Lets a loop's home thread, which has nothing to do, rest until somebody unparks it or the time is over. May return
     * early: the loop looks again. Called without any lock of the loop.
     *
     * @param loop who rests, for thread dumps
     * @param nanos how long at most; {@code Long.MAX_VALUE} means no end
     */
    default void rest(Object loop, long nanos) {
        if (nanos == Long.MAX_VALUE || !runsByItself()) {
            LockSupport.park(loop);
        } else {
            LockSupport.parkNanos(loop, nanos);
        }
    }

    /** The clock of the machine. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
