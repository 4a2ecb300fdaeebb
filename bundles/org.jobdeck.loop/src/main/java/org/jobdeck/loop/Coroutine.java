package org.jobdeck.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A body that can give its loop's baton up in the middle and be entered again where it stopped (QEMU: Coroutine).
 *
 * <p>The body is a virtual thread, but it never runs beside its loop: it runs from {@link #enter()} to its next
 * {@link #yield()} with the loop's baton, and nothing else of that loop runs meanwhile.
 */
public final class Coroutine {

    private static final Logger LOG = System.getLogger(Coroutine.class.getName());

    private final String name;

    /** Null once the body has ended, so that nothing of it is kept by those who still know the coroutine. */
    private Thread thread;

    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile EventLoop loop;
    private volatile boolean turn;
    private volatile boolean started;
    private volatile boolean ended;

    /**
     * Who waits for the baton to come back; null where nobody does. Written by the granter before it gives the turn.
     */
    private Handover handover;

    /** When the baton was received; touched only by the coroutine's own thread. */
    private long receivedAt;

    /** How often the baton was given up before the end; touched only by the coroutine's own thread. */
    private long yields;

    Coroutine(String name, EventLoop loop, Runnable body) {
        this.name = name;
        this.loop = loop;
        this.thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    }

    /** The coroutine the calling thread is the body of, or null. */
    public static Coroutine current() {
        return Place.coroutineHere();
    }

    /**
     * Gives the baton up until somebody {@linkplain #enter() enters} this coroutine again. In a coroutine only.
     *
     * @throws IllegalStateException outside a coroutine
     */
    public static void yield() {
        requireHere("yield").yieldThen(null);
    }

    /** Gives the baton up for the given time of the loop's clock. In a coroutine only; nobody enters it meanwhile. */
    public static void sleep(Duration time) {
        Coroutine me = requireHere("sleep");
        me.loop.timerHost().schedule(time, me::enter);
        me.yieldThen(null);
    }

    /**
     * Gives the baton up until the stage is complete. In a coroutine only; nobody else may enter it meanwhile.
     *
     * @return the value of the stage
     * @throws ExecutionException with the stage's failure as its cause
     */
    public static <T> T await(CompletionStage<T> stage) throws ExecutionException {
        Coroutine me = requireHere("await");
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            future.whenComplete((value, failure) -> me.enter());
            me.yieldThen(null);
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw new ExecutionException(e.getCause());
        }
    }

    /**
     * Goes on in another loop: gives this loop's baton up and receives the other one's (QEMU:
     * aio_co_reschedule_self). In this coroutine only; nothing happens if it is there already.
     */
    public void moveTo(EventLoop target) {
        if (current() != this) {
            throw new IllegalStateException("the coroutine '" + name + "' can only move itself");
        }
        if (target == loop) {
            return;
        }
        if (!scheduled.compareAndSet(false, true)) {
            throw new IllegalStateException("the coroutine '" + name + "' was entered while it moves to " + target);
        }
        yieldThen(target);
    }

    /**
     * Gives the coroutine its loop's baton (QEMU: aio_co_wake). Called in that loop it returns when the body has
     * yielded or ended; called in another coroutine of that loop, the body runs as soon as that one yields; called
     * elsewhere the body is queued. Any thread.
     *
     * @throws IllegalStateException if it has ended or has been entered already and not run since
     */
    public void enter() {
        if (ended) {
            throw new IllegalStateException("the coroutine '" + name + "' has ended");
        }
        if (!scheduled.compareAndSet(false, true)) {
            throw new IllegalStateException("the coroutine '" + name + "' is already scheduled");
        }
        loop.enter(this);
    }

    /**
     * How often the body has given the baton up so far: where the number stays the same, nothing else of the loop ran. In
     * this coroutine only.
     */
    public long yields() {
        if (current() != this) {
            throw new IllegalStateException("only the coroutine '" + name + "' itself can count its yields");
        }
        return yields;
    }

    /** The name given at creation. */
    public String name() {
        return name;
    }

    /** The loop in which this coroutine runs, or ran last. */
    public EventLoop loop() {
        return loop;
    }

    /** Whether the body has returned. */
    public boolean hasEnded() {
        return ended;
    }

    /** The coroutine the calling thread is the body of; throws if it is none. */
    static Coroutine requireHere(String what) {
        Coroutine me = current();
        if (me == null) {
            throw new IllegalStateException("only a coroutine can " + what + ", but the thread '"
                    + Thread.currentThread().getName() + "' is none");
        }
        return me;
    }

    /** Called by the one who has the loop's baton and passes it on. */
    void grant(Handover waitsForIt) {
        handover = waitsForIt;
        scheduled.set(false);
        turn = true;
        if (started) {
            LockSupport.unpark(thread);
        } else {
            started = true;
            thread.start();
        }
    }

    /** Gives the baton up; then, still on its own thread but outside the loop, queues itself elsewhere if asked. */
    private void yieldThen(EventLoop next) {
        EventLoop from = loop;
        yields++;
        turn = false;
        if (next != null) {
            loop = next;
        }
        giveBack(from);
        if (next != null) {
            next.enqueue(this);
        }
        while (!turn) {
            LockSupport.park(this);
        }
        receivedAt = System.nanoTime();
    }

    private void giveBack(EventLoop from) {
        Handover waiting = handover;
        handover = null;
        if (waiting != null) {
            waiting.giveBack();
        } else {
            long held = System.nanoTime() - receivedAt;
            from.released(this);
            from.watchdog().released(from, this, held);
        }
    }

    private void run(Runnable body) {
        receivedAt = System.nanoTime();
        Place.enter(this);
        try {
            body.run();
        } catch (Throwable t) {
            LOG.log(Level.ERROR, () -> "the coroutine '" + name + "' in the loop '" + loop.name() + "' failed", t);
        } finally {
            ended = true;
            thread = null;
            Place.leave();
            giveBack(loop);
        }
    }

    /** Where the body is, for the watchdog's report; empty if it has just ended. Any thread. */
    StackTraceElement[] stack() {
        Thread mine = thread;
        return mine == null ? new StackTraceElement[0] : mine.getStackTrace();
    }

    @Override
    public String toString() {
        return "Coroutine[" + name + " in " + loop.name() + "]";
    }
}
