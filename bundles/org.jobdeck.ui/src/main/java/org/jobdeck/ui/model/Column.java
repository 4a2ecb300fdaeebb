package org.jobdeck.ui.model;

/** The columns of the tree, from the left. */
public enum Column {
    /** The job's id, or what else the row stands for. */
    JOB("Job"),
    /** Its state. */
    STATE("State"),
    /** How far it has come, with a bar. */
    PROGRESS("Progress"),
    /** How fast it goes. */
    RATE("Rate"),
    /** How long it will take. */
    ETA("ETA"),
    /** How fast it may go. */
    LIMIT("Speed limit"),
    /** The type of the job, or the role of a node. */
    TYPE("Type");

    private final String title;

    Column(String title) {
        this.title = title;
    }

    /** The column's header. */
    public String title() {
        return title;
    }

    /** Whether its values change while a job runs, without any change of state. */
    public boolean isLive() {
        return this == PROGRESS || this == RATE || this == ETA;
    }
}
