package org.jobdeck.ui.model;

import java.util.List;

/**
 * What a row shows. Two rows that look the same have equal cells.
 *
 * @param texts one for each {@link Column}
 * @param kind what the row stands for
 * @param tone the colour of its mark and bar
 * @param bar how far the bar reaches in thousandths, or {@link #NO_BAR}
 */
public record Cells(List<String> texts, Kind kind, Tone tone, int bar) {

    /** Stands for a row without a bar. */
    public static final int NO_BAR = -1;

    /** What a row stands for. */
    public enum Kind {
        /** A place where jobs run. */
        SOURCE,
        /** Jobs that have something else in common. */
        GROUP,
        /** Jobs that take effect together or not at all. */
        TRANSACTION,
        /** A job. */
        JOB,
        /** Something a job works on. */
        NODE
    }

    /** The text of a column. */
    public String text(Column column) {
        return texts.get(column.ordinal());
    }
}
