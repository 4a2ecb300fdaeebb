package org.jobdeck.block;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Timer;

/** A node in a group, with its requests that wait (QEMU: ThrottleGroupMember). */
public final class ThrottleMember {

    private final ThrottleGroup group;
    private final BlockNode node;
    private final ReentrantLock lock;
    private final Direction reads = new Direction();
    private final Direction writes = new Direction();

    /** How many drains let everything through. */
    private int unlimited;

    /** What waits in one direction. Guarded by the group's lock. */
    private static final class Direction {
        private final Queue<CompletableFuture<Void>> queue = new ArrayDeque<>();

        /** Those in the queue, and those that were let go but have not run yet. */
        private int pending;

        private Timer timer;
    }

    ThrottleMember(ThrottleGroup group, BlockNode node) {
        this.group = group;
        this.node = node;
        this.lock = group.lock();
    }

    private Direction direction(boolean write) {
        return write ? writes : reads;
    }

    boolean isWaiting(boolean write) {
        return direction(write).pending > 0;
    }

    boolean isUnlimited() {
        return unlimited > 0;
    }

    /** Returns when a request may be done. In a coroutine of the node's loop. */
    public void admit(boolean write, long bytes) {
        Direction mine = direction(write);
        CompletableFuture<Void> turn = null;
        lock.lock();
        try {
            if (group.mustWait(group.next(this, write), write) || mine.pending > 0) {
                turn = new CompletableFuture<>();
                mine.pending++;
                mine.queue.add(turn);
            }
        } finally {
            lock.unlock();
        }
        if (turn != null) {
            await(turn);
        }
        CompletableFuture<Void> woken;
        lock.lock();
        try {
            if (turn != null) {
                mine.pending--;
            }
            group.account(write, bytes);
            woken = scheduleNext(write, true);
        } finally {
            lock.unlock();
        }
        wake(woken);
    }

    private static void await(CompletableFuture<Void> turn) {
        try {
            Coroutine.await(turn);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a turn cannot fail", e);
        }
    }

    private static void wake(CompletableFuture<Void> turn) {
        if (turn != null) {
            turn.complete(null);
        }
    }

    /**
     * Sees to it that whoever waits comes to his turn. With the lock.
     *
     * @param mineFirst whether the next of this node, if there is one, goes on at once
     * @return whom to wake when the lock is free
     */
    private CompletableFuture<Void> scheduleNext(boolean write, boolean mineFirst) {
        ThrottleMember token = group.next(this, write);
        if (!token.isWaiting(write) || group.mustWait(token, write)) {
            return null;
        }
        CompletableFuture<Void> mine = mineFirst ? direction(write).queue.poll() : null;
        if (mine != null) {
            group.pass(this, write);
            return mine;
        }
        group.armNow(token, write);
        group.pass(token, write);
        return null;
    }

    /** Sets this node's timer. With the lock. */
    void arm(long nanos, boolean write) {
        direction(write).timer = node.eventLoop().schedule(Duration.ofNanos(nanos), () -> timerHasCome(write));
    }

    private void timerHasCome(boolean write) {
        lock.lock();
        try {
            group.timerIsOver(write);
        } finally {
            lock.unlock();
        }
        restart(write);
    }

    /** Lets the first go on; if none waits here it may be another node's turn. */
    private void restart(boolean write) {
        CompletableFuture<Void> first;
        lock.lock();
        try {
            first = direction(write).queue.poll();
            if (first == null) {
                first = scheduleNext(write, false);
            }
        } finally {
            lock.unlock();
        }
        wake(first);
    }

    /** The node is drained: what waits goes on, and what comes does not wait. Main loop. */
    public void drainBegin() {
        lock.lock();
        try {
            unlimited++;
        } finally {
            lock.unlock();
        }
        for (boolean write : new boolean[] {false, true}) {
            Timer timer = direction(write).timer;
            if (timer != null && timer.cancel()) {
                timerHasCome(write);
            } else {
                restart(write);
            }
        }
    }

    /** The drain is over. Main loop. */
    public void drainEnd() {
        lock.lock();
        try {
            unlimited--;
        } finally {
            lock.unlock();
        }
    }

    /** The node is closed. Main loop. */
    public void leave() {
        group.leave(this);
    }
}
