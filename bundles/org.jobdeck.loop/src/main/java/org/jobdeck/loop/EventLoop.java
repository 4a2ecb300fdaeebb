package org.jobdeck.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * A place where code takes turns: bottom halves, timers, requests and coroutines, one at a time (QEMU: AioContext).
 *
 * <p><b>The baton.</b> Whoever runs in a loop holds its baton: the home thread or one of the loop's coroutines, never
 * two. The baton is handed over, it is not a lock and cannot be taken. {@link #current()} tells whose baton the calling
 * thread has.
 *
 * <p><b>Kinds.</b> A loop with a home thread ({@link #adopting}, {@link #onNewThread}) is polled by that thread. A
 * {@linkplain #privateLoop private loop} has no thread at all: its coroutines hand the baton to one another directly,
 * which is several times cheaper; it cannot be polled and cannot wait.
 *
 * <p><b>Bottom halves and requests.</b> {@link #execute} queues work that also runs inside nested polls and waits;
 * {@link #request} queues work of users (commands, verbs) that runs only in the outermost poll, so that no command runs
 * in the middle of another one's wait.
 */
public abstract sealed class EventLoop implements Executor, AutoCloseable permits HomeLoop, PrivateLoop {

    private final String name;
    private final Clock clock;
    private volatile BatonWatchdog watchdog = BatonWatchdog.logging();

    EventLoop(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /**
     * Makes a loop whose home is the calling thread; that thread must call {@link #poll} or
     * {@link #waitWhileUnlocked}. An exception of a bottom half reaches the caller of these. A thread is home of one
     * loop at a time; the latest it adopted is its {@link #current()} one.
     */
    public static EventLoop adopting(String name, Clock clock) {
        return HomeLoop.ofThisThread(name, clock);
    }

    /**
     * Makes a loop with a new platform thread of its own (QEMU: IOThread). The thread runs until {@link #close()}. An
     * exception of a bottom half is logged; it ends neither the loop nor a wait under way in it.
     */
    public static EventLoop onNewThread(String name, Clock clock) {
        return HomeLoop.ofNewThread(name, clock);
    }

    /**
     * Makes a loop without a thread.
     *
     * @param host the loop that keeps the timers of the new one; must have a home thread
     */
    public static EventLoop privateLoop(String name, EventLoop host) {
        return new PrivateLoop(name, (HomeLoop) host);
    }

    /** The loop whose baton the calling thread has, or null if it has none. */
    public static EventLoop current() {
        return Place.loopHere();
    }

    /** The name given at creation, for messages and thread names. */
    public final String name() {
        return name;
    }

    /** The clock of this loop's timers. */
    public final Clock clock() {
        return clock;
    }

    /** Whether the calling thread has this loop's baton. */
    public abstract boolean isCurrent();

    /**
     * Queues a bottom half (QEMU: aio_bh_schedule_oneshot). It runs in this loop in the order of queueing, also inside
     * a nested poll or a wait. Any thread; never runs the task at once.
     */
    @Override
    public abstract void execute(Runnable bottomHalf);

    /**
     * Queues a command of a user: it runs in this loop when no other command, bottom half or wait is under way in it.
     * Any thread.
     *
     * @throws UnsupportedOperationException on a private loop
     */
    public abstract void request(Runnable command);

    /**
     * Runs one iteration (QEMU: aio_poll): the bottom halves queued before it began, then the timers that are due,
     * then, in the outermost poll only, one request. Home thread only, not from a coroutine.
     *
     * @param block whether to wait until there is something to do
     * @return whether anything was run
     * @throws UnsupportedOperationException on a private loop
     */
    public abstract boolean poll(boolean block);

    /**
     * Polls while the condition holds (QEMU: AIO_WAIT_WHILE_UNLOCKED): the only way in which a home thread waits for
     * something that other threads do. Whoever changes what the condition reads must {@link #kick()} afterwards.
     * Requests do not run meanwhile. Home thread only, not from a coroutine.
     *
     * @param condition evaluated on the home thread; takes itself whatever lock it needs
     * @throws UnsupportedOperationException on a private loop
     */
    public abstract void waitWhileUnlocked(BooleanSupplier condition);

    /**
     * Polls until the stage is complete, in whatever way; the same rules as for {@link #waitWhileUnlocked}.
     *
     * @throws UnsupportedOperationException on a private loop
     */
    public final void waitUntilDone(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            // queued when the stage is done already, so that the look it causes finds that
            future.whenComplete((value, failure) -> execute(() -> {}));
            waitWhileUnlocked(() -> !future.isDone());
        }
    }

    /** Makes a {@link #waitWhileUnlocked} under way look at its condition again (QEMU: aio_wait_kick). Any thread. */
    public abstract void kick();

    /**
     * Runs a callback as a bottom half of this loop after the given time of its {@link #clock()}. Any thread.
     *
     * @param delay zero and negative mean: in the next iteration
     */
    public abstract Timer schedule(Duration delay, Runnable callback);

    /**
     * Adds a check that every {@link #waitWhileUnlocked} makes before it waits; it throws if the caller must not wait
     * now, because it holds a lock for instance. Any thread; meant for set-up.
     */
    public abstract void addWaitGuard(Runnable guard);

    /**
     * Makes a coroutine of this loop; it does not run before it is {@linkplain Coroutine#enter() entered}.
     *
     * @param body runs on a virtual thread with this loop's baton
     */
    public final Coroutine coroutine(String name, Runnable body) {
        return new Coroutine(name, this, body);
    }

    /** Ends a loop made by {@link #onNewThread} and waits for its thread; gives an adopted thread free. */
    @Override
    public abstract void close();

    /**
     * Makes sure that the caller has this loop's baton.
     *
     * @param what what was asked for, for the message
     * @throws IllegalStateException if it has not
     */
    public final void requireCurrent(String what) {
        if (!isCurrent()) {
            EventLoop here = current();
            throw new IllegalStateException(what + " must be called in the event loop '" + name
                    + "', but was called "
                    + (here == null ? "outside any loop" : "in the loop '" + here.name() + "'")
                    + " on the thread '"
                    + Thread.currentThread().getName() + "'");
        }
    }

    /** Replaces the one who is told of a coroutine that keeps the baton too long. */
    public final void watchdog(BatonWatchdog newWatchdog) {
        watchdog = newWatchdog;
    }

    final BatonWatchdog watchdog() {
        return watchdog;
    }

    /** Gives the baton to the coroutine as soon as the rules allow; its {@code scheduled} mark is set. */
    abstract void enter(Coroutine coroutine);

    /** Queues the coroutine without ever running it at once. */
    abstract void enqueue(Coroutine coroutine);

    /** The baton comes back from a coroutine that was granted it without a caller that waits. */
    abstract void released(Coroutine coroutine);

    /** The loop that keeps this one's timers. */
    abstract HomeLoop timerHost();

    @Override
    public String toString() {
        return "EventLoop[" + name + "]";
    }
}
