package org.jobdeck.ui.bench;

import org.eclipse.swt.widgets.Display;
import org.jobdeck.loop.Clock;

/**
 * Measures how long the user's next key would have to wait: a timer that is due every few milliseconds notes how late it
 * comes. A timer and not a message to the display, because GTK takes input and timers first and messages when it is idle.
 *
 * <p>User interface thread only.
 */
final class UiProbe {

    private static final int EVERY_MILLIS = 4;
    private static final long EVERY_NANOS = EVERY_MILLIS * 1_000_000L;

    private final Display display;
    private final Clock clock;
    private final TimeLog delays = new TimeLog();
    private final Runnable tick = this::tick;
    private boolean running;
    private long due;

    UiProbe(Display display, Clock clock) {
        this.display = display;
        this.clock = clock;
    }

    /** Forgets what was measured and begins anew. */
    void start() {
        delays.clear();
        running = true;
        next();
    }

    /** Ends it and tells what was measured. */
    Times stop() {
        running = false;
        display.timerExec(-1, tick);
        // the wait that is under way counts too
        delays.add(Math.max(0, clock.nanoTime() - due));
        return delays.read();
    }

    private void next() {
        due = clock.nanoTime() + EVERY_NANOS;
        display.timerExec(EVERY_MILLIS, tick);
    }

    private void tick() {
        if (running) {
            delays.add(Math.max(0, clock.nanoTime() - due));
            next();
        }
    }
}
