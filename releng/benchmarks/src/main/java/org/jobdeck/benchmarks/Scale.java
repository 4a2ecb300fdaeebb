package org.jobdeck.benchmarks;

/**
 * How large a measurement is.
 *
 * @param jobs how many there are at once
 * @param pausePoints to how many each comes
 * @param rounds how often all benchmarks take their turn, each time in a JVM of its own
 * @param forked whether each round has a JVM of its own; otherwise all is done in this one
 * @param warmUps shots that are not counted, each round
 * @param shots shots that are counted, each round
 */
record Scale(int jobs, int pausePoints, int rounds, boolean forked, int warmUps, int shots) {

    /** What is asked for: 100,000 jobs with 100 pause points. */
    static Scale full() {
        return new Scale(100_000, 100, 4, true, 2, 2);
    }

    /** Where each pause point gives others their turn; less, because it takes many times as long. */
    static Scale givingTurns() {
        return new Scale(1_000, 100, 2, true, 2, 3);
    }

    /** To see that it runs at all. */
    static Scale smallest() {
        return new Scale(10, 3, 1, false, 0, 1);
    }
}
