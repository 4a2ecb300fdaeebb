package org.jobdeck.benchmarks;

import java.util.Arrays;

/** The times of one benchmark, milliseconds. */
record Shots(double[] millis) {

    double median() {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least() {
        return Arrays.stream(millis).min().orElseThrow();
    }

    double most() {
        return Arrays.stream(millis).max().orElseThrow();
    }
}
