package org.jobdeck.loop;

/**
 * A callback that waits for its time on an {@link EventLoop} (QEMU: QEMUTimer of the realtime clock).
 *
 * <p>It fires once, as a bottom half of the loop it was scheduled on.
 */
public interface Timer {

    /** Whether the callback has neither been run nor been cancelled. Any thread. */
    boolean isPending();

    /**
     * Takes the timer back. Any thread; a timer that has already fired, or is firing, is left as it is.
     *
     * @return whether it was still pending
     */
    boolean cancel();
}
