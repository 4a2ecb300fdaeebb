package org.jobdeck.exploration;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jobdeck.job.common.LockObserver;
import org.jobdeck.loop.BatonWatchdog;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.EventLoop;

/**
 * Lets one actor run at a time, from one scheduling point to the next. The points are: before the lock is taken, after
 * it was given back, a callback of a driver, a body that gives its private loop's baton up, a loop that rests, and the
 * places where the main loop's thread and the foreign thread get their orders.
 *
 * <p>Nobody stops with the lock held: between taking it and giving it back nobody else could do anything that counts.
 */
final class Turns implements LockObserver, BatonWatchdog {

    /** The main loop's thread or the foreign thread waits for an order. */
    static final String TOP = "order";

    /** A home thread has nothing to do. */
    static final String REST = "rest";

    /** The lock is about to be taken. */
    static final String LOCK = "lock";

    /** The lock was given back. */
    static final String FREED = "freed";

    private static final StackWalker WALKER = StackWalker.getInstance();

    private final Thread search = Thread.currentThread();
    private final Map<EventLoop, Actor> byLoop = new IdentityHashMap<>();
    private final Map<Object, Long> positions = new ConcurrentHashMap<>();
    private final Actor foreign;
    private final Runnable onYield;
    private final Positions log;
    private final BooleanSupplier repeating;
    private volatile boolean on;

    /**
     * Turns of one execution.
     *
     * @param foreign whoever has no baton
     * @param onYield run by a body that has given its private loop's baton up
     * @param log where actors stop
     * @param repeating whether this execution still repeats the one before
     */
    Turns(Actor foreign, Runnable onYield, Positions log, BooleanSupplier repeating) {
        this.foreign = foreign;
        this.onYield = onYield;
        this.log = log;
        this.repeating = repeating;
    }

    /** Who runs with the loop's baton. Before the turns are switched on. */
    void actorOf(EventLoop loop, Actor actor) {
        byLoop.put(loop, actor);
    }

    /** From now on everybody stops at every point. */
    void switchOn() {
        on = true;
    }

    /** Where the coroutine, or an actor outside of any, stopped last, as a number. */
    long position(Object coroutineOrActor) {
        return positions.getOrDefault(coroutineOrActor, 0L);
    }

    /** A scheduling point: stops until it is the caller's turn again. */
    void point(String where) {
        if (!on) {
            return;
        }
        EventLoop loop = EventLoop.current();
        Actor actor = loop == null ? foreign : byLoop.get(loop);
        Coroutine coroutine = Coroutine.current();
        positions.put(coroutine == null ? actor : coroutine, numberOf(actor));
        actor.stopAt(where, this::wakeSearch);
    }

    /** The actor has ended and takes no more turns. */
    void leave(Actor actor) {
        actor.leave();
        wakeSearch();
    }

    void wakeSearch() {
        LockSupport.unpark(search);
    }

    private long numberOf(Actor actor) {
        int stop = actor.nextStop();
        long number = repeating.getAsBoolean() ? log.earlier(actor.name(), stop) : 0;
        if (number == 0) {
            number = stackNumber();
            log.note(actor.name(), stop, number);
        }
        return number;
    }

    private static long stackNumber() {
        Fingerprint number = new Fingerprint();
        WALKER.forEach(frame -> {
            if (frame.getClassName().startsWith("org.jobdeck.")) {
                number.add(frame.getMethodName().hashCode()).add(frame.getByteCodeIndex());
            }
        });
        return number.value();
    }

    @Override
    public void beforeAcquire() {
        point(LOCK);
    }

    @Override
    public void released(long heldNanos) {
        point(FREED);
    }

    @Override
    public void released(EventLoop loop, Coroutine coroutine, long nanos) {
        onYield.run();
        wakeSearch();
    }

    @Override
    public void heldTooLong(EventLoop loop, Coroutine coroutine, Duration held, StackTraceElement[] stack) {
        // who waits for its turn keeps its baton meanwhile
    }
}
