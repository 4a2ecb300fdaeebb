package org.jobdeck.ui.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;

/** Proof that a window stays live: a timer of its display beats all the time. */
final class Beats {

    private static final int EVERY_MILLIS = 20;

    /** Frozen for a user; machines on which tests run stop for some hundred milliseconds now and then. */
    private static final long LONGEST_MILLIS = 2000;

    private final RunningApp app;
    private long last = System.nanoTime();
    private long longest;
    private int count;

    /** Begins to beat. */
    Beats(RunningApp app) {
        this.app = app;
        app.onUi(() -> {
            beat();
            return null;
        });
    }

    private void beat() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - last);
        last = now;
        count++;
        app.display().timerExec(EVERY_MILLIS, this::beat);
    }

    /** Fails if there was a time without a beat in which a user would have thought the window frozen. */
    void neverStopped() {
        long millis = TimeUnit.NANOSECONDS.toMillis(app.onUi(() -> Math.max(longest, System.nanoTime() - last)));
        assertTrue(millis < LONGEST_MILLIS, "the window stood still for " + millis + " ms");
        assertTrue(app.onUi(() -> count) > 5, "the display's timers do not come");
    }
}
