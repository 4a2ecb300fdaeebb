package org.jobdeck.ui.model.series;

/**
 * The lines of a job's charts, from its series: seconds and bytes, unscaled. All arrays of the past are as long as {@code
 * seconds}.
 *
 * @param seconds when, from the start of the series; the last is now
 * @param rates bytes a second
 * @param averages bytes a second up to then
 * @param left bytes that were left
 * @param projectionSeconds where the line of what will be left begins and ends; empty if it cannot be told
 * @param projectionLeft what is left there
 */
public record Curves(
        double[] seconds,
        double[] rates,
        double[] averages,
        double[] left,
        double[] projectionSeconds,
        double[] projectionLeft) {

    /** The future is drawn no longer than the past times this, or everything known would be squeezed at the left. */
    private static final double FUTURE = 1;

    private static final double SHORTEST_FUTURE = 30;

    /**
     * The lines of a series.
     *
     * @param now seconds from the start of the series; what was sampled last holds until then
     * @param convergence where it leads to
     */
    public static Curves of(Series series, double now, Convergence convergence) {
        int size = series.size();
        boolean later = size > 0 && now > series.seconds(size - 1);
        int points = size + (later ? 1 : 0);
        double[] seconds = new double[points];
        double[] rates = new double[points];
        double[] averages = new double[points];
        double[] left = new double[points];
        double done = 0;
        for (int i = 0; i < points; i++) {
            int sample = Math.min(i, size - 1);
            seconds[i] = i < size ? series.seconds(i) : now;
            rates[i] = series.rate(sample);
            left[i] = series.left(sample);
            if (i > 0) {
                done += (rates[i] + rates[i - 1]) / 2 * (seconds[i] - seconds[i - 1]);
            }
            averages[i] = seconds[i] > seconds[0] ? done / (seconds[i] - seconds[0]) : rates[i];
        }
        boolean known = points > 0 && convergence.verdict() == Convergence.Verdict.CONVERGING;
        double from = known ? seconds[points - 1] : 0;
        double most = Math.max(SHORTEST_FUTURE, from * FUTURE);
        double length = known ? Math.min(convergence.seconds(), most) : 0;
        return new Curves(
                seconds,
                rates,
                averages,
                left,
                known ? new double[] {from, from + length} : new double[0],
                known
                        ? new double[] {convergence.left(), convergence.left() * (1 - length / convergence.seconds())}
                        : new double[0]);
    }
}
