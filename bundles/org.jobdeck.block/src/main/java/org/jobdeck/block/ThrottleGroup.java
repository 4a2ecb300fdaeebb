package org.jobdeck.block;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jobdeck.loop.Clock;

/**
 * Nodes that share limits: whoever is first when something may be done again is decided in turn, so that none of them
 * starves (QEMU: ThrottleGroup). Any thread.
 */
public final class ThrottleGroup {

    private final String name;
    private final Clock clock;
    private final ThrottleConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ThrottleConfig.Kind, LeakyBucket> buckets = new EnumMap<>(ThrottleConfig.Kind.class);
    private final List<ThrottleMember> members = new ArrayList<>();

    /** Reads and writes take turns each for themselves. */
    private final Turn reads = new Turn();

    private final Turn writes = new Turn();
    private long leakedAt;

    /** Whose turn it is in one direction, and whether somebody's timer runs, for which all wait. */
    private static final class Turn {
        private ThrottleMember token;
        private boolean timerArmed;
    }

    ThrottleGroup(String name, ThrottleConfig config, Clock clock) {
        this.name = name;
        this.config = config;
        this.clock = clock;
        config.limits().forEach((kind, limit) -> buckets.put(kind, new LeakyBucket(limit)));
        leakedAt = clock.nanoTime();
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** How many nodes are in it. */
    public int size() {
        lock.lock();
        try {
            return members.size();
        } finally {
            lock.unlock();
        }
    }

    /** Adds a node. */
    public ThrottleMember join(BlockNode node) {
        ThrottleMember member = new ThrottleMember(this, node);
        lock.lock();
        try {
            members.add(member);
            for (Turn turn : List.of(reads, writes)) {
                if (turn.token == null) {
                    turn.token = member;
                }
            }
        } finally {
            lock.unlock();
        }
        return member;
    }

    /** A node of which nothing waits goes. */
    void leave(ThrottleMember member) {
        lock.lock();
        try {
            for (Turn turn : List.of(reads, writes)) {
                if (turn.token == member) {
                    ThrottleMember next = after(member);
                    turn.token = next == member ? null : next;
                }
            }
            members.remove(member);
        } finally {
            lock.unlock();
        }
    }

    ReentrantLock lock() {
        return lock;
    }

    private Turn turn(boolean write) {
        return write ? writes : reads;
    }

    private ThrottleMember after(ThrottleMember member) {
        return members.get((members.indexOf(member) + 1) % members.size());
    }

    /** Who is next; the asker himself where nobody waits. With the lock. */
    ThrottleMember next(ThrottleMember asker, boolean write) {
        if (asker.isWaiting(write) && asker.isUnlimited()) {
            return asker;
        }
        ThrottleMember start = turn(write).token;
        ThrottleMember token = after(start);
        while (token != start && !token.isWaiting(write)) {
            token = after(token);
        }
        return token == start && !token.isWaiting(write) ? asker : token;
    }

    /** Whether a member has to wait now; then there is a timer, its own or another's. With the lock. */
    boolean mustWait(ThrottleMember member, boolean write) {
        if (member.isUnlimited()) {
            return false;
        }
        Turn turn = turn(write);
        if (turn.timerArmed) {
            return true;
        }
        long nanos = nanosToWait(write);
        if (nanos == 0) {
            return false;
        }
        turn.token = member;
        turn.timerArmed = true;
        member.arm(nanos, write);
        return true;
    }

    private long nanosToWait(boolean write) {
        long now = clock.nanoTime();
        if (now > leakedAt) {
            long passed = now - leakedAt;
            buckets.values().forEach(bucket -> bucket.leak(passed));
            leakedAt = now;
        }
        return ThrottleConfig.Kind.of(write).stream()
                .map(buckets::get)
                .filter(bucket -> bucket != null)
                .mapToLong(LeakyBucket::nanosToWait)
                .max()
                .orElse(0);
    }

    /** A request is done. With the lock. */
    void account(boolean write, long bytes) {
        double operations = config.operationSize() > 0 && bytes > config.operationSize()
                ? (double) bytes / config.operationSize()
                : 1;
        for (ThrottleConfig.Kind kind : ThrottleConfig.Kind.of(write)) {
            LeakyBucket bucket = buckets.get(kind);
            if (bucket != null) {
                bucket.add(kind.countsBytes() ? bytes : operations);
            }
        }
    }

    /** The timer of a direction has come. With the lock. */
    void timerIsOver(boolean write) {
        turn(write).timerArmed = false;
    }

    /** It is a member's turn at once: its timer is set to now. With the lock. */
    void armNow(ThrottleMember member, boolean write) {
        turn(write).timerArmed = true;
        member.arm(0, write);
    }

    /** It is that member's turn. With the lock. */
    void pass(ThrottleMember member, boolean write) {
        turn(write).token = member;
    }
}
