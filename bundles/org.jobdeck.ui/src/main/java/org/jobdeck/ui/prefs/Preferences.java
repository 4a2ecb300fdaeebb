package org.jobdeck.ui.prefs;

import java.time.Duration;
import org.jobdeck.ui.model.ColumnLayout;
import org.jobdeck.ui.model.Grouping;
import org.jobdeck.ui.model.RowOrder;

/**
 * What the user has chosen.
 *
 * @param stallAfter how long a job at work may stand still before it counts as stalled
 * @param columns the columns of the tree
 * @param order how jobs are sorted
 * @param grouping what they stand below
 * @param theme whether the window is light or dark
 * @param historyDays for how many days the history keeps a job that has ended
 * @param confirmMany whether the user is asked before several jobs are cancelled at once
 * @param confirmForce whether the user is asked before a job is given up
 */
public record Preferences(
        Duration stallAfter,
        ColumnLayout columns,
        RowOrder order,
        Grouping grouping,
        ThemeChoice theme,
        int historyDays,
        boolean confirmMany,
        boolean confirmForce) {

    /** The bounds of {@link #stallAfter}. */
    public static final Duration SHORTEST_STALL = Duration.ofSeconds(1);

    /** The bounds of {@link #stallAfter}. */
    public static final Duration LONGEST_STALL = Duration.ofHours(24);

    /** The bound of {@link #historyDays}. */
    public static final int MOST_HISTORY_DAYS = 3650;

    /** What counts as long as the user chooses nothing. */
    public static final Preferences DEFAULT = new Preferences(
            Duration.ofSeconds(60),
            ColumnLayout.DEFAULT,
            RowOrder.CREATION,
            Grouping.SOURCE,
            ThemeChoice.SYSTEM,
            365,
            true,
            false);

    /** Brings numbers within bounds. */
    public Preferences {
        stallAfter = stallAfter.compareTo(SHORTEST_STALL) < 0
                ? SHORTEST_STALL
                : stallAfter.compareTo(LONGEST_STALL) > 0 ? LONGEST_STALL : stallAfter;
        historyDays = Math.clamp(historyDays, 1, MOST_HISTORY_DAYS);
    }

    /** The same with other columns. */
    public Preferences with(ColumnLayout next) {
        return new Preferences(stallAfter, next, order, grouping, theme, historyDays, confirmMany, confirmForce);
    }

    /** The same with another order. */
    public Preferences with(RowOrder next) {
        return new Preferences(stallAfter, columns, next, grouping, theme, historyDays, confirmMany, confirmForce);
    }

    /** The same with another grouping. */
    public Preferences with(Grouping next) {
        return new Preferences(stallAfter, columns, order, next, theme, historyDays, confirmMany, confirmForce);
    }

    /** The same with another theme. */
    public Preferences with(ThemeChoice next) {
        return new Preferences(stallAfter, columns, order, grouping, next, historyDays, confirmMany, confirmForce);
    }
}
