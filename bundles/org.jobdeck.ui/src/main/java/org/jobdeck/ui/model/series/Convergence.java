package org.jobdeck.ui.model.series;

/**
 * Whether a job comes to its end at the pace of the last seconds: what it copies against what others make it copy again.
 *
 * @param verdict in a word
 * @param copied bytes a second that it copies
 * @param dirtied bytes a second by which its work grows, as by what a guest writes meanwhile
 * @param left bytes that are left
 * @param seconds until nothing is left, if {@link Verdict#CONVERGING}; 0 otherwise
 */
public record Convergence(Verdict verdict, double copied, double dirtied, long left, double seconds) {

    /** What the pace leads to. */
    public enum Verdict {
        /** It was not watched for long enough. */
        UNKNOWN,
        /** Nothing is left. */
        NOTHING_LEFT,
        /** It does not move. */
        STILL,
        /** Less and less is left. */
        CONVERGING,
        /** As much is left as before, or more, although it copies. */
        NEVER
    }

    /** How many of the last seconds count. */
    public static final double WINDOW_SECONDS = 20;

    private static final double SHORTEST_SECONDS = 3;

    /** What the last samples lead to. */
    public static Convergence of(Series series) {
        if (series.size() < 2) {
            return new Convergence(Verdict.UNKNOWN, 0, 0, 0, 0);
        }
        int last = series.size() - 1;
        // sampled more seldom than the window is long, it takes the two last samples
        int first = Math.min(last - 1, series.indexBack(WINDOW_SECONDS));
        double seconds = series.seconds(last) - series.seconds(first);
        long left = series.left(last);
        double dirtied = (series.total(last) - series.total(first)) / seconds;
        double shrunk = (series.left(first) - left) / seconds;
        double copied = shrunk + dirtied;
        if (left == 0) {
            return new Convergence(Verdict.NOTHING_LEFT, copied, dirtied, 0, 0);
        }
        if (seconds < SHORTEST_SECONDS) {
            return new Convergence(Verdict.UNKNOWN, copied, dirtied, left, 0);
        }
        if (copied <= 0) {
            return new Convergence(Verdict.STILL, 0, Math.max(0, dirtied), left, 0);
        }
        return shrunk > 0
                ? new Convergence(Verdict.CONVERGING, copied, dirtied, left, left / shrunk)
                : new Convergence(Verdict.NEVER, copied, dirtied, left, 0);
    }
}
