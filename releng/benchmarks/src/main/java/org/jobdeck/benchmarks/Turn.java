package org.jobdeck.benchmarks;

/** What the benchmarks do between two pause points. */
public enum Turn {
    /** Nothing: the body keeps the baton, and a bare thread its carrier. */
    KEPT,
    /** Others get their turn: a job sleeps for no time, a bare thread yields. */
    GIVEN
}
