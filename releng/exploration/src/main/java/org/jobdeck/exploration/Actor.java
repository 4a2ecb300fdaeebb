package org.jobdeck.exploration;

import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who acts in an execution: the main loop with the bodies in it, a body with a private loop, or the foreign
 * thread. At most one of its threads runs at a time, and only when it is its turn.
 */
final class Actor {

    private final String name;
    private volatile Thread waiting;
    private volatile String point = "";
    private volatile boolean gone;
    private int stops;

    Actor(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Where it stopped last. */
    String point() {
        return point;
    }

    /** Whether it waits for its turn. */
    boolean waits() {
        return waiting != null;
    }

    /** Whether it waits for its turn at that point. */
    boolean waitsAt(String where) {
        return waiting != null && point.equals(where);
    }

    /** Whether it has ended. */
    boolean isGone() {
        return gone;
    }

    /** Counts its stops. */
    int nextStop() {
        return stops++;
    }

    void leave() {
        gone = true;
    }

    /** Waits for the turn, on the actor's own thread. */
    void stopAt(String where, Runnable arrived) {
        Thread me = Thread.currentThread();
        point = where;
        waiting = me;
        arrived.run();
        while (waiting == me) {
            LockSupport.park(this);
        }
    }

    /** Gives it the turn. */
    void go() {
        Thread thread = waiting;
        waiting = null;
        LockSupport.unpark(thread);
    }
}
