package org.jobdeck.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that moves only when told to: for tests of everything that waits, sleeps or measures a rate.
 *
 * <p>Any thread may move it. Loops that use it wake up and fire the timers that have become due.
 */
public final class ManualClock implements Clock {

    private final Instant origin;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A clock that starts at the epoch. */
    public ManualClock() {
        this(Instant.EPOCH);
    }

    /** A clock whose wall time starts at {@code origin}. */
    public ManualClock(Instant origin) {
        this.origin = origin;
    }

    /** Moves the clock forward and wakes the loops that use it. */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("a clock does not go backwards: " + step);
        }
        nanos.addAndGet(step.toNanos());
        listeners.forEach(Runnable::run);
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return origin.plusNanos(nanos.get());
    }

    @Override
    public AutoCloseable onJump(Runnable wake) {
        listeners.add(wake);
        return () -> listeners.remove(wake);
    }

    @Override
    public boolean runsByItself() {
        return false;
    }
}
