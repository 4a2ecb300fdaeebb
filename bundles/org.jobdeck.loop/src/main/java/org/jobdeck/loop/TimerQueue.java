package org.jobdeck.loop;

import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The timers of one loop, earliest first. A leaf lock of its own; callbacks run without it. */
final class TimerQueue {

    private static final int PENDING = 0;
    private static final int FIRED = 1;
    private static final int CANCELLED = 2;

    /** Cancelled entries stay in the heap until they come up, but never more of them than live ones. */
    private static final int PURGE_FLOOR = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Entry> heap = new PriorityQueue<>();
    private long sequence;
    private int dead;

    /** Adds a callback; returns whether it became the earliest one, so that a sleeping loop must look again. */
    boolean add(Entry entry) {
        lock.lock();
        try {
            entry.order = sequence++;
            heap.add(entry);
            return heap.peek() == entry;
        } finally {
            lock.unlock();
        }
    }

    /** The deadline of the earliest live timer, or {@code Long.MAX_VALUE}. */
    long earliest() {
        lock.lock();
        try {
            dropDeadHead();
            return heap.isEmpty() ? Long.MAX_VALUE : heap.peek().deadline;
        } finally {
            lock.unlock();
        }
    }

    /** The order number that the next timer will get. */
    long nextOrder() {
        lock.lock();
        try {
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the earliest timer that is due, marked as fired; null if there is none.
     *
     * @param before timers with this order number or a later one are left for the next round
     */
    Entry takeDue(long now, long before) {
        lock.lock();
        try {
            while (true) {
                dropDeadHead();
                if (heap.isEmpty() || heap.peek().deadline > now || heap.peek().order >= before) {
                    return null;
                }
                Entry entry = heap.poll();
                if (entry.state.compareAndSet(PENDING, FIRED)) {
                    return entry;
                }
                dead--;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many entries there are, cancelled ones included. */
    int size() {
        lock.lock();
        try {
            return heap.size();
        } finally {
            lock.unlock();
        }
    }

    private void dropDeadHead() {
        while (!heap.isEmpty() && heap.peek().state.get() == CANCELLED) {
            heap.poll();
            dead--;
        }
    }

    private void noteDead() {
        lock.lock();
        try {
            dead++;
            if (dead > PURGE_FLOOR && dead > heap.size() / 2) {
                heap.removeIf(e -> e.state.get() == CANCELLED);
                dead = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** One timer. */
    final class Entry implements Timer, Comparable<Entry> {
        private final AtomicInteger state = new AtomicInteger(PENDING);
        private final long deadline;
        private final Runnable callback;
        private long order;

        Entry(long deadline, Runnable callback) {
            this.deadline = deadline;
            this.callback = callback;
        }

        void fire() {
            callback.run();
        }

        @Override
        public boolean isPending() {
            return state.get() == PENDING;
        }

        @Override
        public boolean cancel() {
            if (!state.compareAndSet(PENDING, CANCELLED)) {
                return false;
            }
            noteDead();
            return true;
        }

        @Override
        public int compareTo(Entry other) {
            int byDeadline = Long.compare(deadline, other.deadline);
            return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
        }
    }
}
