package org.jobdeck.history;

import java.time.Duration;

/**
 * How much history is kept; what is beyond goes, oldest first.
 *
 * @param entries how many jobs
 * @param age for how long
 */
public record HistoryLimits(int entries, Duration age) {

    /** Enough for a busy year, and some ten megabytes at most. */
    public static final HistoryLimits USUAL = new HistoryLimits(10_000, Duration.ofDays(365));
}
