package org.jobdeck.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes a warning to the log. One for all loops, so that not every private loop looks the logger up. */
enum LoggingWatchdog implements BatonWatchdog {
    INSTANCE;

    private static final Logger LOG = System.getLogger(BatonWatchdog.class.getName());

    @Override
    public void heldTooLong(EventLoop loop, Coroutine coroutine, Duration held, StackTraceElement[] stack) {
        LOG.log(
                Level.WARNING,
                () -> "the coroutine '" + coroutine.name() + "' keeps the loop '" + loop.name() + "' for "
                        + held.toMillis() + " ms; long work belongs into blocking(…)"
                        + Arrays.stream(stack).limit(12).map(e -> "\n\tat " + e).collect(Collectors.joining()));
    }
}
