package org.jobdeck.ui.live;

import java.time.Duration;

/** Runs something later on the user interface's thread. */
@FunctionalInterface
public interface FrameTimer {

    /** Runs it once, after that time at the earliest. */
    void after(Duration delay, Runnable frame);
}
