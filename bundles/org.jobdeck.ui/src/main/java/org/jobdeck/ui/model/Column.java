package org.jobdeck.ui.model;

import org.jobdeck.ui.i18n.Messages;

/** The columns that the tree has, from the left as long as the user does not move them. */
public enum Column {
    /** The job's id, or what else the row stands for. */
    JOB(280, Align.TEXT, true),
    /** The type of the job, or the role of a node. */
    TYPE(90, Align.TEXT, true),
    /** Its state. */
    STATE(150, Align.TEXT, true),
    /** How far it has come, with a bar. */
    PROGRESS(240, Align.TEXT, true),
    /** How fast it goes. */
    RATE(100, Align.NUMBER, true),
    /** How fast it went since it was created. */
    AVERAGE(100, Align.NUMBER, false),
    /** How long it will take. */
    ETA(115, Align.NUMBER, true),
    /** How fast it may go. */
    LIMIT(95, Align.NUMBER, true),
    /** When it was seen to come on last. */
    LAST_PROGRESS(115, Align.NUMBER, true),
    /** The machine to which its disks belong. */
    VM(110, Align.TEXT, false),
    /** The machine's disks it works on. */
    DEVICE(110, Align.TEXT, false),
    /** The node it works on. */
    NODE(120, Align.TEXT, false),
    /** The file of that node. */
    FILE(220, Align.TEXT, false),
    /** Where it runs. */
    SOURCE(160, Align.TEXT, false),
    /** When it was created. */
    STARTED(150, Align.TEXT, false),
    /** How long ago that is, or was at the end of its work. */
    ELAPSED(105, Align.NUMBER, false),
    /** Why it failed. */
    ERROR(240, Align.TEXT, false);

    private enum Align {
        TEXT,
        NUMBER
    }

    private final String title;
    private final int width;
    private final Align align;
    private final boolean shownAtFirst;

    Column(int width, Align align, boolean shownAtFirst) {
        this.title = Messages.of(Column.class).get("column." + name());
        this.width = width;
        this.align = align;
        this.shownAtFirst = shownAtFirst;
    }

    /** The column's header. */
    public String title() {
        return title;
    }

    /** How wide it is in points, as long as the user does not change that. */
    public int width() {
        return width;
    }

    /** Whether its values stand at its right edge. */
    public boolean isNumber() {
        return align == Align.NUMBER;
    }

    /** Whether it is shown as long as the user does not change that. */
    public boolean isShownAtFirst() {
        return shownAtFirst;
    }

    /** Whether the user can hide it: not the one that says what a row stands for. */
    public boolean canBeHidden() {
        return this != JOB;
    }

    /** Whether its values change while a job runs, without any change of state. */
    public boolean isLive() {
        return switch (this) {
            case PROGRESS, RATE, AVERAGE, ETA, LAST_PROGRESS, ELAPSED -> true;
            default -> false;
        };
    }
}
