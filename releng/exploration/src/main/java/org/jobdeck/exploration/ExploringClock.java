package org.jobdeck.exploration;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jobdeck.loop.Clock;

/** Time that moves from one timer to the next when the search says so. Its loops rest by giving their turn up. */
final class ExploringClock implements Clock {

    private final Turns turns;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long nanos;

    ExploringClock(Turns turns) {
        this.turns = turns;
    }

    void moveTo(long newNanos) {
        nanos = newNanos;
        listeners.forEach(Runnable::run);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
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

    @Override
    public void rest(Object loop, long time) {
        turns.point(Turns.REST);
    }
}
