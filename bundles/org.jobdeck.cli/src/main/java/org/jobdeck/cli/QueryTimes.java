package org.jobdeck.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jobdeck.loop.Clock;

/** How quickly one daemon answers one query, measured in several rounds. */
final class QueryTimes {

    private final List<Double> rates = new ArrayList<>();
    private long[] times = new long[1024];
    private int count;
    private int replyBytes;

    /** Asks again and again for that long, at least once. */
    void addRound(QmpProbe probe, ByteBuffer query, Duration length, Clock clock) throws IOException {
        long begin = clock.nanoTime();
        long end = begin + length.toNanos();
        int before = count;
        long now = begin;
        do {
            replyBytes = probe.call(query);
            long answered = clock.nanoTime();
            add(answered - now);
            now = answered;
        } while (now < end);
        rates.add((count - before) * 1e9 / (now - begin));
    }

    private void add(long nanos) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = nanos;
    }

    /** Answers a second: the median of the rounds. */
    double rate() {
        double[] sorted =
                rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** From the sending of a query to the end of its reply, over all rounds. */
    Percentiles times() {
        return Percentiles.of(Arrays.copyOf(times, count));
    }

    /** The length of the last reply. */
    int replyBytes() {
        return replyBytes;
    }
}
