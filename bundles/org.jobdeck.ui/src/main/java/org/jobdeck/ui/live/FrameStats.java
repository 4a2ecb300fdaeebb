package org.jobdeck.ui.live;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/** Counts what the window does to stay current. Written by the user interface's thread, read by any. */
public final class FrameStats {

    private final LongAdder frames = new LongAdder();
    private final LongAdder busyFrames = new LongAdder();
    private final LongAdder asks = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder upserts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder resyncs = new LongAdder();
    private final LongAdder rowsTouched = new LongAdder();
    private final LongAccumulator mostRowsTouched = new LongAccumulator(Math::max, 0);
    private final LongAccumulator longestFrame = new LongAccumulator(Math::max, 0);
    private volatile LongConsumer times = nanos -> {};

    /**
     * The counts at one moment.
     *
     * @param frames frames so far
     * @param busyFrames those in which something changed
     * @param asks how often a source was asked for changes
     * @param refusals how often it could not answer at once
     * @param upserts snapshots taken
     * @param removals jobs removed
     * @param resyncs how often all that was known had to be forgotten
     * @param rowsTouched visible rows that were given new contents
     * @param mostRowsTouched the most of them in one frame
     * @param longestFrameNanos the longest time one frame took, in nanoseconds
     */
    public record Reading(
            long frames,
            long busyFrames,
            long asks,
            long refusals,
            long upserts,
            long removals,
            long resyncs,
            long rowsTouched,
            long mostRowsTouched,
            long longestFrameNanos) {}

    /** The counts now. */
    public Reading read() {
        return new Reading(
                frames.sum(),
                busyFrames.sum(),
                asks.sum(),
                refusals.sum(),
                upserts.sum(),
                removals.sum(),
                resyncs.sum(),
                rowsTouched.sum(),
                mostRowsTouched.get(),
                longestFrame.get());
    }

    /** For whoever draws: so many visible rows were given new contents in this frame. */
    public void rowsTouched(int rows) {
        rowsTouched.add(rows);
        mostRowsTouched.accumulate(rows);
    }

    /** Tells from now on how long each frame took, in nanoseconds, on the user interface's thread. */
    public void tellTimes(LongConsumer listener) {
        times = listener;
    }

    void frame(boolean busy, long nanos) {
        frames.increment();
        times.accept(nanos);
        if (busy) {
            busyFrames.increment();
        }
        longestFrame.accumulate(nanos);
    }

    void asked(boolean answered) {
        asks.increment();
        if (!answered) {
            refusals.increment();
        }
    }

    void took(int upserted, int removed, boolean resync) {
        upserts.add(upserted);
        removals.add(removed);
        if (resync) {
            resyncs.increment();
        }
    }
}
