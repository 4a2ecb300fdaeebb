package org.jobdeck.ui.model.series;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How fast something went, and how much was left, from the first sample to the last.
 *
 * <p>It never holds more than {@value #MOST} samples: when it is full it forgets every second one and takes them half as
 * often from then on. So an hour is seen as a whole, as a minute is. One thread at a time.
 */
public final class Series {

    /** The greatest number of samples. */
    public static final int MOST = 240;

    private static final int FIRST_ROOM = 16;

    private final long startNanos;
    private int[] millis = new int[FIRST_ROOM];
    private float[] rates = new float[FIRST_ROOM];
    private long[] lefts = new long[FIRST_ROOM];
    private long[] totals = new long[FIRST_ROOM];
    private int size;
    private int pauseMillis = 1000;

    /** A series that begins at that time of the clock. */
    public Series(long startNanos) {
        this.startNanos = startNanos;
    }

    /**
     * Takes a sample; one that comes too soon takes the place of the one before.
     *
     * @param nanos time of the clock, not before that of the last
     * @param rate units a second
     * @param left units that are left to do
     * @param total units that there are to do
     */
    public void add(long nanos, long rate, long left, long total) {
        int at = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos - startNanos));
        boolean tooSoon = size >= 2 && at - millis[size - 2] < pauseMillis;
        if (!tooSoon) {
            makeRoom();
            size++;
        }
        millis[size - 1] = at;
        rates[size - 1] = rate;
        lefts[size - 1] = left;
        totals[size - 1] = total;
    }

    /** How many samples there are. */
    public int size() {
        return size;
    }

    /** When a sample was taken, in seconds from the start. */
    public double seconds(int index) {
        return millis[check(index)] / 1000.0;
    }

    /** The rate of a sample in units a second. */
    public double rate(int index) {
        return rates[check(index)];
    }

    /** What was left at a sample, in units. */
    public long left(int index) {
        return lefts[check(index)];
    }

    /** What there was to do at a sample, in units. */
    public long total(int index) {
        return totals[check(index)];
    }

    /** Seconds from the start to a time of the clock. */
    public double secondsAt(long nanos) {
        return (nanos - startNanos) / 1e9;
    }

    /** The first sample that is not older than so many seconds before the last one. */
    public int indexBack(double seconds) {
        int index = size - 1;
        while (index > 0 && seconds(size - 1) - seconds(index - 1) <= seconds) {
            index--;
        }
        return index;
    }

    private void makeRoom() {
        if (size == MOST) {
            thinOut();
        }
        if (size == millis.length) {
            int room = Math.min(MOST, size * 2);
            millis = Arrays.copyOf(millis, room);
            rates = Arrays.copyOf(rates, room);
            lefts = Arrays.copyOf(lefts, room);
            totals = Arrays.copyOf(totals, room);
        }
    }

    private void thinOut() {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            millis[kept] = millis[i];
            rates[kept] = rates[i];
            lefts[kept] = lefts[i];
            totals[kept] = totals[i];
            kept++;
        }
        size = kept;
        pauseMillis *= 2;
    }

    private int check(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("there is no sample " + index + ", only " + size);
        }
        return index;
    }
}
