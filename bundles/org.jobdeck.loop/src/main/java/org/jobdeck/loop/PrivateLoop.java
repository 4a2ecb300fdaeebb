package org.jobdeck.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A loop without a thread: whoever gives the baton up passes it to the next in the queue.
 *
 * <p>Entering a coroutine from a bottom half of the same loop queues it, too: there is nobody who could wait for it.
 */
final class PrivateLoop extends EventLoop {

    private static final Logger LOG = System.getLogger(EventLoop.class.getName());

    private final HomeLoop host;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean held;

    /** Coroutines and bottom halves that wait for the baton; made when first needed. */
    private ArrayDeque<Object> queue;

    PrivateLoop(String name, HomeLoop host) {
        super(name, host.clock());
        this.host = host;
    }

    @Override
    public boolean isCurrent() {
        return Place.loopHere() == this;
    }

    @Override
    public void execute(Runnable bottomHalf) {
        submit(bottomHalf);
    }

    @Override
    void enter(Coroutine coroutine) {
        submit(coroutine);
    }

    @Override
    void enqueue(Coroutine coroutine) {
        submit(coroutine);
    }

    private void submit(Object next) {
        lock.lock();
        try {
            if (held) {
                if (queue == null) {
                    queue = new ArrayDeque<>(2);
                }
                queue.add(next);
                return;
            }
            held = true;
        } finally {
            lock.unlock();
        }
        grant(next);
    }

    @Override
    void released(Coroutine coroutine) {
        passOn();
    }

    private void passOn() {
        Object next;
        lock.lock();
        try {
            next = queue == null ? null : queue.poll();
            held = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            grant(next);
        }
    }

    private void grant(Object next) {
        if (next instanceof Coroutine coroutine) {
            coroutine.grant(null);
        } else {
            Runnable task = (Runnable) next;
            Thread.ofVirtual().name(name()).start(() -> runBottomHalf(task));
        }
    }

    private void runBottomHalf(Runnable task) {
        Place.enter(this);
        try {
            task.run();
        } catch (Throwable t) {
            LOG.log(Level.ERROR, () -> "a bottom half of the loop '" + name() + "' failed", t);
        } finally {
            Place.leave();
            passOn();
        }
    }

    @Override
    public void request(Runnable command) {
        throw noHome("take requests");
    }

    @Override
    public boolean poll(boolean block) {
        throw noHome("be polled");
    }

    @Override
    public void waitWhileUnlocked(BooleanSupplier condition) {
        throw noHome("wait");
    }

    @Override
    public void addWaitGuard(Runnable guard) {
        throw noHome("wait");
    }

    private UnsupportedOperationException noHome(String what) {
        return new UnsupportedOperationException(
                "the private event loop '" + name() + "' has no home thread and cannot " + what);
    }

    @Override
    public void kick() {
        // nobody waits in a loop without a home thread
    }

    @Override
    public Timer schedule(Duration delay, Runnable callback) {
        return host.schedule(delay, () -> execute(callback));
    }

    @Override
    HomeLoop timerHost() {
        return host;
    }

    @Override
    public void close() {
        // nothing is held that would need to be given back
    }
}
