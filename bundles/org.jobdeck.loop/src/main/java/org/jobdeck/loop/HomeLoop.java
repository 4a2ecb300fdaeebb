package org.jobdeck.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A loop that a platform thread polls. */
final class HomeLoop extends EventLoop {

    private static final Logger LOG = System.getLogger(EventLoop.class.getName());

    private record BottomHalf(long order, Runnable task) {}

    private final ReentrantLock queueLock = new ReentrantLock();
    private final ArrayDeque<BottomHalf> bottomHalves = new ArrayDeque<>();
    private final ArrayDeque<Runnable> requests = new ArrayDeque<>();
    private long lastOrder;

    private final TimerQueue timers = new TimerQueue();
    private final AtomicInteger waiters = new AtomicInteger();
    private final List<Runnable> waitGuards = new CopyOnWriteArrayList<>();
    private final long timeOrigin;
    private final AutoCloseable clockWatch;
    private final boolean ownsThread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closing;
    private Thread home;

    /** How many polls and waits are under way; home thread only. */
    private int depth;

    /** Coroutines entered by the running coroutine; they run when it yields. Touched only with the baton. */
    private final ArrayDeque<Coroutine> wakeUps = new ArrayDeque<>();

    private HomeLoop(String name, Clock clock, boolean ownsThread) {
        super(name, clock);
        this.ownsThread = ownsThread;
        this.timeOrigin = clock.nanoTime();
        this.clockWatch = clock.onJump(this::wake);
    }

    static HomeLoop ofThisThread(String name, Clock clock) {
        HomeLoop loop = new HomeLoop(name, clock, false);
        loop.home = Thread.currentThread();
        Place.enter(loop);
        return loop;
    }

    static HomeLoop ofNewThread(String name, Clock clock) {
        HomeLoop loop = new HomeLoop(name, clock, true);
        loop.home = Thread.ofPlatform().name(name).daemon(true).unstarted(loop::runUntilClosed);
        loop.home.start();
        return loop;
    }

    private void runUntilClosed() {
        Place.enter(this);
        while (!closing) {
            try {
                poll(true);
            } catch (RuntimeException | Error e) {
                LOG.log(Level.ERROR, () -> "the loop '" + name() + "' failed, and goes on", e);
            }
        }
        ended.complete(null);
    }

    @Override
    public boolean isCurrent() {
        if (Thread.currentThread() == home) {
            return true;
        }
        Coroutine here = Place.coroutineHere();
        return here != null && here.loop() == this;
    }

    @Override
    public void execute(Runnable bottomHalf) {
        queueLock.lock();
        try {
            bottomHalves.add(new BottomHalf(++lastOrder, bottomHalf));
        } finally {
            queueLock.unlock();
        }
        wake();
    }

    @Override
    public void request(Runnable command) {
        queueLock.lock();
        try {
            requests.add(command);
        } finally {
            queueLock.unlock();
        }
        wake();
    }

    private void wake() {
        if (Thread.currentThread() != home) {
            LockSupport.unpark(home);
        }
    }

    @Override
    public boolean poll(boolean block) {
        requireHome("poll");
        depth++;
        try {
            if (block) {
                sleepUntilReady();
            }
            boolean progress = runBottomHalves();
            progress |= fireTimers();
            progress |= runRequest();
            return progress;
        } finally {
            depth--;
        }
    }

    private boolean runBottomHalves() {
        long limit = lastQueued();
        boolean any = false;
        for (Runnable next = takeBottomHalf(limit); next != null; next = takeBottomHalf(limit)) {
            any = true;
            run(next);
        }
        return any;
    }

    private boolean fireTimers() {
        long now = sinceOrigin();
        // a callback that schedules the next one without delay must not keep the iteration from ending
        long before = timers.nextOrder();
        boolean any = false;
        for (TimerQueue.Entry due = timers.takeDue(now, before); due != null; due = timers.takeDue(now, before)) {
            any = true;
            run(due::fire);
        }
        return any;
    }

    private boolean runRequest() {
        if (!requestsAllowed()) {
            return false;
        }
        Runnable command;
        queueLock.lock();
        try {
            command = requests.poll();
        } finally {
            queueLock.unlock();
        }
        if (command == null) {
            return false;
        }
        run(command);
        return true;
    }

    /** In a loop with a thread of its own a failure is nobody's but the task's: a wait may be under way around it. */
    private void run(Runnable task) {
        if (!ownsThread) {
            task.run();
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, () -> "a bottom half of the loop '" + name() + "' failed", e);
        }
    }

    private boolean requestsAllowed() {
        return depth == 1;
    }

    private long lastQueued() {
        queueLock.lock();
        try {
            return lastOrder;
        } finally {
            queueLock.unlock();
        }
    }

    private Runnable takeBottomHalf(long limit) {
        queueLock.lock();
        try {
            BottomHalf head = bottomHalves.peek();
            return head != null && head.order() <= limit ? bottomHalves.poll().task() : null;
        } finally {
            queueLock.unlock();
        }
    }

    private void sleepUntilReady() {
        while (!closing && !hasWork()) {
            long deadline = timers.earliest();
            clock().rest(this, deadline == Long.MAX_VALUE ? deadline : deadline - sinceOrigin());
        }
    }

    private boolean hasWork() {
        queueLock.lock();
        try {
            if (!bottomHalves.isEmpty() || (requestsAllowed() && !requests.isEmpty())) {
                return true;
            }
        } finally {
            queueLock.unlock();
        }
        return timers.earliest() <= sinceOrigin();
    }

    @Override
    public void waitWhileUnlocked(BooleanSupplier condition) {
        requireHome("wait");
        waitGuards.forEach(Runnable::run);
        waiters.incrementAndGet();
        depth++;
        try {
            while (condition.getAsBoolean()) {
                poll(true);
            }
        } finally {
            depth--;
            waiters.decrementAndGet();
        }
    }

    @Override
    public void kick() {
        if (waiters.get() > 0) {
            execute(() -> {});
        }
    }

    @Override
    public void addWaitGuard(Runnable guard) {
        waitGuards.add(guard);
    }

    @Override
    public Timer schedule(Duration delay, Runnable callback) {
        long nanos = saturatedNanos(delay);
        long now = sinceOrigin();
        long deadline = nanos > Long.MAX_VALUE - 1 - now ? Long.MAX_VALUE - 1 : now + nanos;
        TimerQueue.Entry entry = timers.new Entry(deadline, callback);
        if (timers.add(entry)) {
            wake();
        }
        return entry;
    }

    private static long saturatedNanos(Duration delay) {
        if (delay.isNegative()) {
            return 0;
        }
        return delay.getSeconds() > Integer.MAX_VALUE ? Long.MAX_VALUE : delay.toNanos();
    }

    private long sinceOrigin() {
        return clock().nanoTime() - timeOrigin;
    }

    @Override
    void enter(Coroutine coroutine) {
        Coroutine here = Place.coroutineHere();
        if (here != null && here.loop() == this) {
            wakeUps.add(coroutine);
        } else if (Thread.currentThread() == home) {
            call(coroutine);
        } else {
            enqueue(coroutine);
        }
    }

    @Override
    void enqueue(Coroutine coroutine) {
        execute(() -> call(coroutine));
    }

    /** Runs the coroutine, and then those that it entered, each up to its next yield. */
    private void call(Coroutine first) {
        ArrayDeque<Coroutine> pending = new ArrayDeque<>();
        pending.add(first);
        for (Coroutine next = pending.poll(); next != null; next = pending.poll()) {
            Handover handover = new Handover();
            next.grant(handover);
            if (!handover.await(BatonWatchdog.LIMIT.toNanos())) {
                watchdog().heldTooLong(this, next, BatonWatchdog.LIMIT, next.stack());
                handover.await();
            }
            while (!wakeUps.isEmpty()) {
                pending.addFirst(wakeUps.pollLast());
            }
        }
    }

    @Override
    void released(Coroutine coroutine) {
        throw new IllegalStateException("the home thread of " + this + " waits for every baton it hands out");
    }

    @Override
    HomeLoop timerHost() {
        return this;
    }

    private void requireHome(String what) {
        if (Thread.currentThread() != home) {
            throw new IllegalStateException("only the home thread '" + home.getName() + "' of the event loop '" + name()
                    + "' can " + what + " in it, but the caller is '"
                    + Thread.currentThread().getName() + "'");
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            clockWatch.close();
        } catch (Exception e) {
            throw new IllegalStateException("the clock of " + this + " did not let go", e);
        }
        if (!ownsThread) {
            if (Thread.currentThread() == home) {
                Place.leave();
            }
            return;
        }
        wake();
        if (Thread.currentThread() != home) {
            ended.join();
        }
    }
}
